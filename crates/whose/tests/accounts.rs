//! Records that show a customer's number and no name: whose they are.

mod bench;

use bench::Bench;

const NAMES: [&str; 12] = [
    "Olive Marchand",
    "Anne Tremblay",
    "Jean Okafor",
    "Marc Singh",
    "Zoe Novak",
    "Lena Quist",
    "Paul Bell",
    "Mina Ito",
    "Tariq Hasan",
    "Rosa Lind",
    "Emil Voss",
    "Nora Kane",
];

fn customers(shift: usize) -> String {
    let rows: String = (0..12)
        .map(|at| format!("{},{},{} Main St,Toronto\n", at + 101, NAMES[(at + shift) % 12], at + 3))
        .collect();
    format!("customer_id,name,address,city\n{rows}")
}

fn orders(people: usize) -> String {
    let rows: String = (0..40)
        .map(|at| format!("{},{},2017-03-{:02},{}.50\n", 9000 + at, 101 + at % people, at % 28 + 1, at * 3))
        .collect();
    format!("order_id,customer_id,order_date,amount\n{rows}")
}

#[test]
fn an_order_is_its_customers_and_an_unknown_number_is_one_person() {
    let bench = Bench::empty();
    bench.write("shop/customers.csv", &customers(0));
    bench.write("shop/orders.csv", &orders(13));
    // Twelve who are named, and whoever has number 113.
    bench.says(&["scope", "shop", "--case", "case"], 0, &["People               13  13 to 13"]);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
    let people = bench.says(&["people", "--case", "case", "--format", "csv", "--reveal"], 0, &[]);
    let olive = people.lines().find(|line| line.contains("Olive Marchand")).unwrap();
    bench.says(
        &["explain", olive.split(',').next().unwrap(), "--case", "case"],
        0,
        &["same number in the same database"],
    );
}

#[test]
fn numbers_of_another_database_are_other_peoples() {
    let bench = Bench::empty();
    bench.write("disk/shop/customers.csv", &customers(0));
    bench.write("disk/shop/orders.csv", &orders(13));
    bench.write("disk/club/orders.csv", &orders(12).replace(",2017", ",2016"));
    bench.says(&["scope", "disk", "--case", "case"], 0, &["People               25"]);
}

#[test]
fn where_two_lists_disagree_an_order_is_neithers() {
    let bench = Bench::empty();
    bench.write("shop/customers.csv", &customers(0));
    bench.write("shop/members.csv", &customers(5));
    bench.write("shop/orders.csv", &orders(13));
    // Twelve names at other addresses in each list, and thirteen numbers that nobody says whose they are.
    bench.says(&["scope", "shop", "--case", "case"], 0, &["People               37"]);
}

#[test]
fn the_id_of_a_table_of_customers_is_their_number() {
    let bench = Bench::empty();
    let values: String = (0..12)
        .map(|at| format!("({},'{}','{} Main St')", at + 101, NAMES[at], at + 3))
        .collect::<Vec<_>>()
        .join(",");
    let orders: String = (0..30)
        .map(|at| format!("({},{},'2017-03-11')", at + 1, 101 + at % 12))
        .collect::<Vec<_>>()
        .join(",");
    bench.write(
        "dump.sql",
        &format!(
            "CREATE TABLE customers (id int, name varchar(40), address varchar(40));\nINSERT INTO customers VALUES {values};\n\
             CREATE TABLE orders (id int, customer_id int, ordered date);\nINSERT INTO orders VALUES {orders};\n"
        ),
    );
    bench.says(&["scope", "dump.sql", "--case", "case"], 0, &["People               12"]);
}

#[test]
fn an_order_of_a_number_that_two_have_is_neithers() {
    let bench = Bench::empty();
    let twice = customers(0).replace("\n102,", "\n101,");
    bench.write("shop/customers.csv", &twice);
    bench.write("shop/orders.csv", &orders(2).replace(",102,", ",101,"));
    // Twelve names, two of them with number 101, and whoever ordered with it.
    bench.says(&["scope", "shop", "--case", "case"], 0, &["People               13"]);
}

#[test]
fn an_order_in_the_same_file_of_a_number_that_two_have_is_neithers() {
    let bench = Bench::empty();
    let values = |rows: Vec<String>| rows.join(",");
    let people = values(
        (0..12).map(|at| format!("({},'{}','{} Main St')", 101 + at / 2, NAMES[at], at + 3)).collect(),
    );
    let ordered = values(
        (0..30).map(|at| format!("({},{},'2017-03-{:02}')", 9001 + at, 101 + at % 6, at % 28 + 1)).collect(),
    );
    bench.write(
        "dump.sql",
        &format!(
            "CREATE TABLE orders (order_id int, customer_id int, ordered date);\nINSERT INTO orders VALUES {ordered};\n\
             CREATE TABLE people (customer_id int, name varchar(40), address varchar(40));\nINSERT INTO people VALUES {people};\n"
        ),
    );
    bench.says(&["scope", "dump.sql", "--case", "case"], 0, &["People               18"]);
}

/// A database that parts what it knows of a customer over tables, as a dump writes it.
fn parted(address_of: impl Fn(usize) -> usize) -> String {
    let mut dump = String::from(
        "CREATE TABLE `branch` (`branch_id` int, `address` varchar(50), `phone` varchar(20));\n\
         CREATE TABLE `address` (`address_id` int, `address` varchar(50), `city` varchar(50), `postal_code` varchar(10));\n\
         CREATE TABLE `customer` (`id` int, `branch_id` int, `first_name` varchar(45), `last_name` varchar(45), `address_id` int);\n\
         CREATE TABLE `contact` (`id` int, `customer_id` int, `kind` varchar(9), `value` varchar(50));\n",
    );
    let mut rows = |table: &str, count: usize, row: &dyn Fn(usize) -> String| {
        (0..count).for_each(|at| dump.push_str(&format!("INSERT INTO `{table}` VALUES ({});\n", row(at))));
    };
    rows("branch", 1, &|at| format!("{}, '1 Market Square', '416-555-0100'", at + 1));
    rows("address", 12, &|at| format!("{}, '{} Main St', 'Toronto', 'M5V 2T{}'", at + 1, at + 3, at % 10));
    rows("customer", 12, &|at| {
        let (given, family) = NAMES[at].split_once(' ').unwrap();
        format!("{}, 1, '{given}', '{family}', {}", at + 501, address_of(at) + 1)
    });
    rows("contact", 12, &|at| format!("{}, {}, 'phone', '416-555-02{at:02}'", at + 900, at + 501));
    dump
}

#[test]
fn what_other_tables_hold_of_a_customer_is_the_customers() {
    let bench = Bench::empty();
    bench.write("shop/dump.sql", &parted(|at| 11 - at));
    // The branch is nobody's of them.
    bench.says(&["scope", "shop", "--case", "case"], 0, &["People               13"]);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
    let people = bench.says(&["people", "--case", "case", "--format", "csv", "--reveal"], 0, &[]);
    for (at, name) in NAMES.iter().enumerate() {
        let line = people.lines().find(|line| line.contains(name)).unwrap();
        assert!(
            line.contains("person-name") && line.contains("phone") && line.contains("street-address"),
            "{at}: {line}"
        );
    }
}

#[test]
fn an_address_that_two_customers_have_is_neithers_alone() {
    let bench = Bench::empty();
    bench.write("shop/dump.sql", &parted(|at| if at == 11 { 10 } else { at }));
    bench.says(&["scope", "shop", "--case", "case"], 0, &["People               15"]);
}
