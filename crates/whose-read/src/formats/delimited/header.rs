//! Has a table a header line? Decided with evidence: a name taken for a header would be lost as a record, and shown as a
//! column's name.

use std::borrow::Cow;

use super::dialect::is_number;

/// Words of column names, as tables of several languages use them. Only their presence counts as evidence here; what a column
/// means is found elsewhere.
const WORDS: &[&str] = &[
    "id",
    "no",
    "nr",
    "num",
    "number",
    "code",
    "key",
    "name",
    "first",
    "last",
    "middle",
    "surname",
    "given",
    "title",
    "gender",
    "sex",
    "birth",
    "dob",
    "age",
    "email",
    "e-mail",
    "mail",
    "phone",
    "tel",
    "telephone",
    "mobile",
    "cell",
    "fax",
    "address",
    "addr",
    "street",
    "city",
    "town",
    "state",
    "province",
    "county",
    "country",
    "zip",
    "postal",
    "postcode",
    "region",
    "date",
    "time",
    "created",
    "updated",
    "modified",
    "status",
    "type",
    "category",
    "class",
    "group",
    "amount",
    "price",
    "total",
    "quantity",
    "qty",
    "value",
    "count",
    "rate",
    "score",
    "year",
    "month",
    "day",
    "company",
    "organization",
    "organisation",
    "department",
    "customer",
    "client",
    "user",
    "username",
    "account",
    "card",
    "order",
    "invoice",
    "product",
    "item",
    "description",
    "comment",
    "comments",
    "note",
    "notes",
    "url",
    "link",
    "lat",
    "lon",
    "latitude",
    "longitude",
    "ssn",
    "ip",
    "label",
    "text",
    "message",
    "source",
    "target",
    "from",
    "to",
    "subject",
    "recipient",
    "sender",
    "nom",
    "prenom",
    "prénom",
    "adresse",
    "ville",
    "courriel",
    "naissance",
    "code_postal",
    "vorname",
    "nachname",
    "strasse",
    "straße",
    "ort",
    "plz",
    "geburtsdatum",
    "nombre",
    "apellido",
    "apellidos",
    "dirección",
    "direccion",
    "ciudad",
    "correo",
    "teléfono",
    "telefono",
    "fecha",
    "nome",
    "cognome",
    "indirizzo",
    "이름",
    "성명",
    "고객",
    "고객명",
    "번호",
    "주소",
    "전화",
    "전화번호",
    "휴대폰",
    "휴대전화",
    "연락처",
    "이메일",
    "메일",
    "생년월일",
    "주민등록번호",
    "주민번호",
    "성별",
    "나이",
    "일자",
    "날짜",
    "일시",
    "등록일",
    "구분",
    "상태",
    "금액",
    "우편번호",
    "차량번호",
    "사고일시",
    "운전자",
    "피보험자",
    "수취인",
    "받는분",
    "보내는분",
    "회사",
    "부서",
    "직급",
    "계좌",
    "카드",
    "비고",
    "순번",
    "코드",
    "氏名",
    "名前",
    "住所",
    "電話",
    "電話番号",
    "郵便番号",
    "メール",
    "性別",
    "生年月日",
    "姓名",
    "地址",
    "电话",
    "手机",
    "邮箱",
    "日期",
    "编号",
    "tél",
    "téléphone",
    "portable",
    "né",
    "née",
    "cp",
    "civilité",
    "rue",
    "pays",
    "société",
    "numéro",
    "numero",
    "matricule",
    "fonction",
    "montant",
    "telefon",
    "telefonnummer",
    "mobil",
    "handy",
    "hausnummer",
    "anrede",
    "geb",
    "geboren",
    "kundennummer",
    "kunde",
    "datum",
    "firma",
    "abteilung",
    "betrag",
    "mitarbeiter",
    "bemerkung",
    "código",
    "codigo",
    "provincia",
    "país",
    "pais",
    "móvil",
    "movil",
    "domicilio",
    "nacimiento",
    "empresa",
    "cliente",
    "importe",
    "observaciones",
    "città",
    "cellulare",
    "nascita",
    "codice",
    "endereço",
    "endereco",
    "cidade",
    "telefone",
    "celular",
    "nascimento",
    "cep",
    "cpf",
    "sobrenome",
    "bairro",
    "voornaam",
    "achternaam",
    "straat",
    "woonplaats",
    "telefoon",
    "mobiel",
    "geboortedatum",
    "huisnummer",
    "geslacht",
    "klant",
    "imię",
    "nazwisko",
    "adres",
    "miasto",
    "ulica",
    "förnamn",
    "efternamn",
    "adress",
    "postnummer",
    "personnummer",
    "fornavn",
    "etternavn",
    "efternavn",
    "fødselsdato",
    "födelsedatum",
    "soyadı",
    "adı",
    "telefonu",
    "şehir",
    "имя",
    "фамилия",
    "отчество",
    "телефон",
    "адрес",
    "город",
    "дата",
    "почта",
    "рождения",
    "должность",
    "név",
    "cím",
    "telefonszám",
    "nimi",
    "osoite",
    "puhelin",
    "jméno",
    "příjmení",
    "adresa",
    "όνομα",
    "επώνυμο",
    "διεύθυνση",
    "τηλέφωνο",
    "フリガナ",
    "ふりがな",
    "携帯",
    "携帯電話",
    "会社名",
    "部署",
    "備考",
    "注文番号",
    "身份证号",
    "身份证",
    "联系电话",
    "手机号",
    "备注",
    "性别",
    "年龄",
    "出生日期",
    "公司",
    "部门",
    "地點",
    "備註",
    "手機",
];
/// Endings of Korean column names.
const ENDINGS: &[&str] = &["명", "번호", "일자", "일시", "주소", "코드", "여부", "구분", "금액"];

/// Is the first row a header, judged by it and the rows below?
pub(in crate::formats) fn is_header(first: &[String], body: &[Vec<String>]) -> bool {
    let mut cells: Vec<&str> = first.iter().map(|cell| cell.trim()).collect();
    let named = cells.iter().filter(|cell| !cell.is_empty()).count();
    if named * 2 < cells.len() || named == 0 || body.is_empty() {
        return false;
    }
    // The days of a roster tell nothing of the other columns.
    if count_on(&cells) {
        cells.iter_mut().filter(|cell| is_whole_number(cell)).for_each(|cell| *cell = "");
    }
    let named = cells.iter().filter(|cell| !cell.is_empty()).count();
    if cells.iter().any(|cell| is_value(cell)) {
        return false;
    }
    let words = cells.iter().filter(|cell| is_column_word(cell)).count();
    if words * 3 >= named && words > 0 {
        return true;
    }
    if repeats_below(&cells, body) {
        return false;
    }
    differs_below(&cells, body)
        || words > 0 && cells.iter().all(|cell| cell.chars().count() <= 40)
        || all_identifiers(&cells, named)
}

/// The names of columns where two rows give them: one that names groups of columns, as cells that were one wide cell do, and
/// one below it that names the columns of each group. A column is called by both.
pub(in crate::formats) fn joined_header(rows: &[Vec<String>]) -> Option<Vec<String>> {
    let [first, second, body @ ..] = rows else { return None };
    let width = first.len().max(second.len());
    let cell = |row: &[String], column: usize| {
        row.get(column).map(|cell| cell.trim().to_string()).unwrap_or_default()
    };
    let pairs: Vec<(String, String)> =
        (0..width).map(|column| (cell(first, column), cell(second, column))).collect();
    let value = pairs.iter().any(|(upper, lower)| is_value(upper) || is_value(lower));
    let lower = pairs.iter().filter(|(_, lower)| !lower.is_empty()).count();
    let words = pairs.iter().filter(|(_, lower)| is_column_word(lower)).count();
    let wide = pairs.windows(2).any(|pair| {
        !pair[0].0.is_empty() && !pair[0].1.is_empty() && pair[1].0.is_empty() && !pair[1].1.is_empty()
    });
    let unnamed = pairs.iter().filter(|(upper, lower)| upper.is_empty() && lower.is_empty()).count();
    let cells: Vec<&str> = second.iter().map(|cell| cell.trim()).collect();
    // One line above all columns is a title: `Building A - 724 Lake St`.
    let mut groups = pairs.iter().map(|(upper, _)| upper).filter(|upper| !upper.is_empty());
    let said = is_said_above(first) && lower > 2 && !pairs[0].0.is_empty() && !pairs[0].1.is_empty();
    let title = said
        || groups.next().is_some_and(|first| {
            groups.next().is_none()
                && (first.contains(|c: char| c.is_ascii_digit())
                    || first.split_whitespace().count() > 3
                    || first.split_once([':', '：']).is_some_and(|(_, said)| !said.trim().is_empty()))
        });
    if value
        || title
        || !wide
        || unnamed > 1
        || words < 2
        || words * 2 < lower
        || body.is_empty()
        || repeats_below(&cells, body)
    {
        return None;
    }
    let mut group = String::new();
    let name = |(upper, lower): (String, String)| {
        if !upper.is_empty() || lower.is_empty() {
            group.clone_from(&upper);
        }
        match (group.is_empty(), lower.is_empty()) {
            (false, false) => format!("{group} {lower}"),
            (true, _) => lower,
            (_, true) => group.clone(),
        }
    };
    Some(pairs.into_iter().map(name).collect())
}

/// A label and beside it what it says, as lines above a table tell of all of it: `Company | Acme Ltd`, `As of | 2024-02-29`.
pub(in crate::formats) fn is_said_above(row: &[String]) -> bool {
    let mut filled = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let (first, second, more) = (filled.next(), filled.next(), filled.next());
    let beside = first.zip(second).is_some_and(|((label, _), (said, _))| label + 1 == said);
    beside && more.is_none() && first.is_some_and(|(_, label)| !is_value(label.trim()))
}

/// Something that a column is not called: a number, a date, an address of e-mail.
pub(in crate::formats) fn is_value(cell: &str) -> bool {
    if cell.is_empty() {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_year = cell.len() == 4 && digits == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    is_number(cell) && !is_year
        || cell.contains('@')
        || digits >= 4 && digits * 2 >= cell.chars().count() && !is_year
        || cell.chars().count() > 120
}

/// Holds a word of column names?
pub(in crate::formats) fn is_column_word(cell: &str) -> bool {
    let lower = drawn_together(cell).to_lowercase();
    if WORDS.contains(&lower.as_str())
        || ENDINGS.iter().any(|ending| lower.ends_with(ending) && lower.chars().count() <= 8)
    {
        return true;
    }
    parts(cell).any(|part| WORDS.contains(&part.to_lowercase().as_str()))
}

/// `성명` of `성 명`, whose letters stand apart to fill a cell.
fn drawn_together(cell: &str) -> Cow<'_, str> {
    let is_letter = |part: &str| part.chars().nth(1).is_none();
    match cell.contains(char::is_whitespace) && cell.split_whitespace().all(is_letter) {
        true => cell.split_whitespace().collect(),
        false => cell.into(),
    }
}

/// `firstName`, `FIRST_NAME` and `First Name` in parts.
fn parts(cell: &str) -> impl Iterator<Item = String> {
    let mut parts = vec![String::new()];
    let mut before_lower = false;
    for c in cell.chars() {
        if !c.is_alphanumeric() {
            parts.push(String::new());
        } else {
            if c.is_uppercase() && before_lower {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(c);
            }
        }
        before_lower = c.is_lowercase();
    }
    parts.into_iter().filter(|part| !part.is_empty())
}

/// Do numbers among the names count on, as the days of a month do: `Name`, `1`, `2`, ... `31`?
fn count_on(cells: &[&str]) -> bool {
    const LEAST: usize = 5;
    let numbers: Vec<u32> =
        cells.iter().filter(|cell| is_whole_number(cell)).filter_map(|cell| cell.parse().ok()).collect();
    numbers.len() >= LEAST
        && numbers.len() < cells.len()
        && numbers.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]))
}

fn is_whole_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Does a cell of the first row occur again below, in its column?
fn repeats_below(cells: &[&str], body: &[Vec<String>]) -> bool {
    cells.iter().enumerate().any(|(column, cell)| {
        !cell.is_empty() && body.iter().filter_map(|row| row.get(column)).any(|below| below.trim() == *cell)
    })
}

/// Are there columns whose values are of another kind than their first cell?
fn differs_below(cells: &[&str], body: &[Vec<String>]) -> bool {
    let mut differing = 0;
    let mut same = 0;
    for (column, cell) in cells.iter().enumerate() {
        let below: Vec<&str> =
            body.iter().filter_map(|row| row.get(column)).map(|value| value.trim()).collect();
        let filled = below.iter().filter(|value| !value.is_empty()).count();
        let values = below.iter().filter(|value| is_value(value)).count();
        if filled == 0 || cell.is_empty() {
            continue;
        }
        if values * 10 >= filled * 8 { differing += 1 } else { same += 1 }
    }
    differing > 0 && (same == 0 || differing * 6 >= same)
}

/// Names as programs write them: `cust_nm`, `DLVR_ADDR2`.
fn all_identifiers(cells: &[&str], named: usize) -> bool {
    let written = cells.iter().filter(|cell| {
        cell.contains('_') && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    written.count() * 2 >= named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(rows: &[&str]) -> Option<String> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.split(',').map(str::to_string).collect()).collect();
        joined_header(&rows).map(|names| names.join(","))
    }

    #[test]
    fn two_rows_name_the_columns() {
        let korean = [
            "접수번호,피보험자,,,상대방,",
            ",성명,연락처,생년월일,성명,연락처",
            "1,홍길동,010-1234-5678,800101,김철수,",
        ];
        assert_eq!(
            joined(&korean).as_deref(),
            Some("접수번호,피보험자 성명,피보험자 연락처,피보험자 생년월일,상대방 성명,상대방 연락처")
        );
        let english = ["Customer,,Delivery,", "First,Surname,Street,Town", "Anne,Roy,1 Main St,Ely"];
        assert_eq!(
            joined(&english).as_deref(),
            Some("Customer First,Customer Surname,Delivery Street,Delivery Town")
        );
    }

    #[test]
    fn days_of_a_month_are_names_of_columns() {
        let row = |text: &str| text.split(',').map(str::to_string).collect::<Vec<_>>();
        let body = [row("1,Anne Roy,212-555-0188,D,D,N,D,N"), row("2,Paul Lee,212-555-0189,D,N,D,D,N")];
        assert!(is_header(&row("No,Name,Phone,1,2,3,4,5"), &body));
        assert!(!is_header(&row("7,Anne Roy,212,1,2,3,4,5"), &body));
        assert!(!is_header(&row("1,2,3,4,5,6,7,8"), &body));
    }

    #[test]
    fn a_line_of_a_label_and_what_it_says_names_no_columns() {
        let said =
            ["Client,Acme Ltd,,", "Employee ID,Legal Name,Date of Birth,Phone", "7,Anne Roy,1970-01-01,212"];
        assert_eq!(joined(&said), None);
        assert_eq!(joined(&["회사명 : 한빛정밀,,", "사원번호,성명,계좌번호", "1,홍길동,123-456"]), None);
    }

    #[test]
    fn one_row_names_them_where_the_next_holds_values() {
        for rows in [
            ["Name,,Town", "Anne,Roy,Ely", "Paul,Lee,York"],
            ["Name,Phone,Town", "First,Last,City", "Anne,1,Ely"],
            ["Name,,", "name,date,", "name,date,"],
            ["Report,,", "Anne,010-1234-5678,", "Paul,010-1234-5679,"],
            ["Building A - 724 Lake St,,", "Tenant,Phone,Rent", "Anne Roy,416-555-0123,900"],
        ] {
            assert_eq!(joined(&rows), None, "{rows:?}");
        }
    }
}
