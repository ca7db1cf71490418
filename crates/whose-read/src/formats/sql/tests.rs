//! Scripts beside the records that they give.

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

fn lines(source: &str) -> Vec<String> {
    dump("x", source.as_bytes()).lines().map(|line| line.trim().to_string()).collect()
}

const MYSQL: &str = "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `people`;\nCREATE TABLE `people` (\n  `id` int NOT NULL,\n  `name` varchar(40) DEFAULT 'none; yet',\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\nINSERT INTO `people` VALUES (1,'Ada; O\\'Neil'),(2,NULL),\n(3,'Zo\u{eb} ''Z''');\nDELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON people FOR EACH ROW BEGIN INSERT INTO log VALUES (1); END ;;\nDELIMITER ;\nINSERT INTO `people` (`name`,`id`) VALUES ('Bob',4);\n";

#[test]
fn mysql_dumps() {
    let text = lines(MYSQL);
    assert!(text[0].starts_with("x: mysqldump UTF-8"), "{}", text[0]);
    let rows: Vec<&str> =
        text[1..].iter().map(|line| line.split_once(": ").map_or(line.as_str(), |(_, row)| row)).collect();
    assert_eq!(
        rows,
        [
            "id | name",
            "id=\"1\" name=\"Ada; O'Neil\"",
            "id=\"2\"",
            "id=\"3\" name=\"Zoë 'Z'\"",
            "name=\"Bob\" id=\"4\"",
        ]
    );
}

#[test]
fn postgresql_dumps() {
    let source = "--\n-- PostgreSQL database dump\n--\nSET standard_conforming_strings = on;\nCREATE FUNCTION f() RETURNS void AS $$ BEGIN INSERT INTO x VALUES (1); END; $$ LANGUAGE plpgsql;\nCREATE TABLE public.people (\n    id integer NOT NULL,\n    name text\n);\nCOPY public.people (id, name) FROM stdin;\n1\tAda\\tExample\n2\t\\N\n\\.\n\nINSERT INTO public.people VALUES (3, 'C:\\', 'more');\n";
    let text = lines(source);
    assert!(text[0].starts_with("x: pgdump"), "{}", text[0]);
    let rows: Vec<&str> =
        text[1..].iter().map(|line| line.split_once(": ").map_or(line.as_str(), |(_, row)| row)).collect();
    assert_eq!(
        rows,
        ["id | name", "id=\"1\" name=\"Ada\\tExample\"", "id=\"2\"", "id=\"3\" name=\"C:\\\\\" 3=\"more\""]
    );
}

#[test]
fn statements_without_rows_tell_their_values() {
    let source = "UPDATE people SET name='Ada Roy',\n  mail='ada@x.example' WHERE id=5;\nSELECT * FROM t;\nUPDATE people SET name='Bob Lee' WHERE id=6;\nDELETE FROM t WHERE mail = 'cy@x.example'";
    let text = lines(source);
    assert!(text[0].starts_with("x: sql"), "{}", text[0]);
    let told: Vec<&str> =
        text.iter().filter_map(|line| line.split_once("text=").map(|(_, told)| told)).collect();
    assert_eq!(
        told,
        [
            "\"people SET name='Ada Roy',\\n  mail='ada@x.example' WHERE id=5;\"",
            "\"people SET name='Bob Lee' WHERE id=6;\"",
            "\"FROM t WHERE mail = 'cy@x.example'\"",
        ]
    );
}

#[test]
fn rows_of_a_copy_in_another_form_are_a_gap() {
    let source = "-- PostgreSQL database dump\nCOPY t (a, b) FROM stdin WITH (FORMAT csv);\n1,Ada\n2,Bob\n\\.\nINSERT INTO t VALUES (3, 'Cy');\n";
    let text = lines(source).join("\n");
    assert!(
        text.contains("COPY in CSV or binary form") && text.contains("Cy") && !text.contains("Ada"),
        "{text}"
    );
}

#[test]
fn scripts_of_other_databases() {
    let source = "REM it's a comment\nPrompt it's populating\nSET DEFINE OFF\nINSERT ALL\n INTO a (x) VALUES ('1')\n INTO b (y) VALUES (TO_DATE('17-06-2003', 'dd-MM-yyyy'))\nSELECT * FROM dual;\nSET IDENTITY_INSERT [dbo].[c] ON\nGO\nINSERT [dbo].[c] ([N]) VALUES (N'Ada')\nGO\nINSERT INTO d VALUES (1, 'x')\n/\nINSERT INTO e SELECT * FROM f;\n";
    let text = lines(source);
    let rows: Vec<&str> = text[1..].iter().map(String::as_str).collect();
    assert_eq!(
        rows.iter().map(|row| row.split(' ').next().unwrap_or_default()).collect::<Vec<_>>(),
        ["table", "table", "table", "table", "0", "1", "2", "3"],
        "{rows:?}"
    );
    assert!(
        rows[5].ends_with("y=\"17-06-2003\"")
            && rows[6].ends_with("N=\"Ada\"")
            && rows[7].ends_with("1=\"1\" 2=\"x\""),
        "{rows:?}"
    );
}

/// Cut anywhere, every tuple before is read.
#[test]
fn cut_short_it_loses_no_earlier_record() {
    let (first, second) = (MYSQL.find("),(2").expect("there") + 2, MYSQL.find(",\n(3").expect("there") + 1);
    for end in 60..MYSQL.len() {
        if !MYSQL.is_char_boundary(end) {
            continue;
        }
        let sources = read_bytes("x", &MYSQL.as_bytes()[..end]);
        let least = u64::from(end >= first) + u64::from(end >= second);
        assert!(sources["x"].format != "mysqldump" || sources["x"].records >= least, "cut at {end}");
    }
}

/// Half a character at the end stands for no byte behind it. Found by the fuzz target.
#[test]
fn a_record_never_begins_behind_the_end() {
    let mut source = b"-- PostgreSQL database dump\nCOPY public.t (a, b) FROM stdin;\n".to_vec();
    source.extend(b"\xbb\xfa\xbc\xbc\xbc\xbcX\n\xa2uuu\xbc");
    read_bytes("x", &source);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn arbitrary_bytes_are_records_or_gaps(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut source = b"-- MySQL dump\nINSERT INTO `t` VALUES (1,'".to_vec();
        source.extend(bytes);
        read_bytes("x", &source);
    }

    #[test]
    fn arbitrary_statements_are_records_or_gaps(body in "(INSERT INTO|COPY|CREATE TABLE|VALUES|FROM stdin;|DELIMITER|[a-c]|[(),;'`$\\\\\"\\[\\]/*-]|GO|N'|0x|\n| ){0,60}") {
        read_bytes("x", format!("CREATE TABLE t (a, b);\n{body}").as_bytes());
    }

    #[test]
    fn values_come_back(values in proptest::collection::vec("[^\u{0}-\u{1f}\u{7f}]{1,12}", 1..5)) {
        let escaped: Vec<String> = values.iter().map(|value| format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))).collect();
        let source = format!("-- MySQL dump\nINSERT INTO `t` VALUES ({});\n", escaped.join(","));
        let sources = read_bytes("x", source.as_bytes());
        let read: Vec<&str> = sources["x"].values[0].iter().map(|(_, _, _, value)| value.as_str()).collect();
        prop_assert_eq!(read, values);
    }
}

#[test]
fn a_script_that_only_creates_tables_names_their_columns() {
    let source = "-- MySQL dump 10.13\nCREATE TABLE `people` (`id` int, `name` varchar(40)) ENGINE=InnoDB;\nCREATE TABLE `parcels` (`pin` char(16));\n";
    let text = lines(source).join("\n");
    assert!(text.contains("id | name") && text.contains("pin"), "{text}");
}

#[test]
fn comments_have_a_table_of_their_own() {
    let source = "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (name varchar(40));\n\
        INSERT INTO b VALUES ('Ada Roe');\n-- Bo Lee, 416 555 0101\nINSERT INTO c VALUES (2);\n";
    let tables: Vec<String> = lines(source).into_iter().filter(|line| line.contains("table ")).collect();
    let numbers: std::collections::BTreeSet<&str> =
        tables.iter().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!((tables.len(), numbers.len()), (4, 4), "{tables:?}");
}

#[test]
fn statements_without_an_end_create_tables() {
    let script = "SET DATABASE GC 0\nCREATE SCHEMA PUBLIC AUTHORIZATION DBA\n\
        CREATE CACHED TABLE PUBLIC.CLIENT(ID INTEGER NOT NULL PRIMARY KEY,NOM VARCHAR(50))\n\
        ALTER TABLE PUBLIC.CLIENT ALTER COLUMN ID RESTART WITH 5\nSET SCHEMA PUBLIC\n\
        INSERT INTO CLIENT VALUES(0,'Roy')\nINSERT INTO CLIENT VALUES(1,'Lee')\n";
    let found = dump("clients.script", script.as_bytes());
    assert!(found.contains(r#"ID="1" NOM="Lee""#), "{found}");
}
