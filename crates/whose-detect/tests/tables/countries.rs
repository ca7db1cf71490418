//! Tables of people of many countries, as their own files name the columns; half of the numbers are masked.

use super::{Source, run, same};

#[test]
fn brazil() {
    let out = run(&Source::rows(
        "Nome Completo | CPF | RG | Data de Nascimento | Nome da Mãe | Telefone | Endereço | Cidade | UF | CEP | Estado Civil
         Yago Cardoso | 390.533.447-05 | 83.378.876-X | 18/10/1960 | Olívia Pires | (30) 93286-0129 | Rua de Correia, 98 | Porto Grande | ES | 86012-904 | Casado
         Ana Luiza Moraes | ***.233.445-** | 12.***.***-3 | 05/02/1988 | Rita Moraes | (11) 98877-6655 | Rua das Flores, 12 | Campinas | SP | 13010-001 | Solteiro",
    ));
    same(
        &out.layout(),
        "Nome Completo: person-name
         CPF: br-cpf
         RG: br-rg
         Data de Nascimento: birth-date
         Nome da Mãe: person-name relative
         Telefone: phone
         Endereço: street-address
         Cidade: city
         UF: region
         CEP: postcode",
    );
    same(
        &out.mentions(),
        "1 unknown - - person-name=Yago Cardoso; br-cpf=39053344705; br-rg=83378876X; birth-date=1960-10-18; phone=30932860129; street-address=Rua de Correia, 98; city=Porto Grande; region=ES; postcode=86012904
         1 relative - - person-name=Olívia Pires
         2 unknown - - person-name=Ana Luiza Moraes; br-cpf=***233445**; br-rg=12******3; birth-date=1988-02-05; phone=11988776655; street-address=Rua das Flores, 12; city=Campinas; region=SP; postcode=13010001
         2 relative - - person-name=Rita Moraes",
    );
}

#[test]
fn india() {
    let out = run(&Source::rows(
        "Name | Aadhaar No | PAN | DOB | Father's Name | Mobile No | Address | City | State | PIN Code
         Rahul Sharma | 2341 2341 2346 | AKLPD8273K | 14-02-1994 | Arjun Sharma | 8871570587 | 20 Chawla Road | Raipur | Chhattisgarh | 492001
         Priya Nair | XXXX XXXX 6351 | AKLPN****K | 25-12-1985 | Vijay Nair | 9845012345 | 7 Temple Street | Kochi | Kerala | 682001",
    ));
    same(
        &out.layout(),
        "Name: person-name
         Aadhaar No: in-aadhaar
         PAN: in-pan
         DOB: birth-date
         Father's Name: person-name relative
         Mobile No: phone
         Address: street-address
         City: city
         State: region
         PIN Code: postcode",
    );
    same(
        &out.mentions(),
        "1 unknown - - person-name=Rahul Sharma; in-aadhaar=234123412346; in-pan=AKLPD8273K; birth-date=1994-02-14; phone=8871570587; street-address=20 Chawla Road; city=Raipur; region=Chhattisgarh; postcode=492001
         1 relative - - person-name=Arjun Sharma
         2 unknown - - person-name=Priya Nair; in-aadhaar=********6351; in-pan=AKLPN****K; birth-date=1985-12-25; phone=9845012345; street-address=7 Temple Street; city=Kochi; region=Kerala; postcode=682001
         2 relative - - person-name=Vijay Nair",
    );
}

#[test]
fn china_and_taiwan() {
    let out = run(&Source::rows(
        "姓名 | 性别 | 身份证号 | 出生日期 | 手机号 | 地址 | 邮编
         张柳 | 女 | 440106198507121234 | 1985-07-12 | 13600879649 | 广东省广州市天河区天河路1号 | 510620
         王小明 | 男 | 110101********4514 | 1990-03-07 | 139****5678 | 北京市东城区东长安街2号 | 100006",
    ));
    same(
        &out.layout(),
        "姓名: person-name
         性别: sex
         身份证号: cn-resident-number
         出生日期: birth-date
         手机号: phone
         地址: street-address
         邮编: postcode",
    );
    same(
        &out.mentions(),
        "1 unknown - - person-name=张柳; sex=女; cn-resident-number=440106198507121234; birth-date=1985-07-12; phone=13600879649; street-address=广东省广州市天河区天河路1号; postcode=510620
         2 unknown - - person-name=王小明; sex=男; cn-resident-number=110101********4514; birth-date=1990-03-07; phone=139****5678; street-address=北京市东城区东长安街2号; postcode=100006",
    );
    let out = run(&Source::rows(
        "姓名 | 身分證字號 | 出生年月日 | 行動電話 | 通訊地址
         陳秋月 | A123456789 | 1972/07/24 | 0940-774-169 | 臺北市中正區重慶南路一段122號
         林志明 | F2381***** | 1980/01/15 | 0912-345-678 | 高雄市苓雅區四維三路2號",
    ));
    same(
        &out.mentions(),
        "1 unknown - - person-name=陳秋月; tw-id=A123456789; birth-date=1972-07-24; phone=0940774169; street-address=臺北市中正區重慶南路一段122號
         2 unknown - - person-name=林志明; tw-id=F2381*****; birth-date=1980-01-15; phone=0912345678; street-address=高雄市苓雅區四維三路2號",
    );
}

#[test]
fn turkey() {
    let out = run(&Source::rows(
        "Adı Soyadı | T.C. KİMLİK NO | Doğum Tarihi | Cep Telefonu | E-posta | Adres | İlçe
         Bahittin Hançer | 27183450910 | 28.03.1949 | 0 543 545 39 39 | suner@example.net | Atatürk Caddesi No: 12 | Kadıköy
         Ayşe Yılmaz | 112******42 | 05.11.1991 | 0 532 111 22 33 | ayse@example.net | Lale Sokak No: 3 | Beşiktaş",
    ));
    same(
        &out.layout(),
        "Adı Soyadı: person-name
         T.C. KİMLİK NO: tr-kimlik
         Doğum Tarihi: birth-date
         Cep Telefonu: phone
         E-posta: email
         Adres: street-address
         İlçe: city",
    );
    same(
        &out.mentions(),
        "1 unknown - - person-name=Bahittin Hançer; tr-kimlik=27183450910; birth-date=1949-03-28; phone=05435453939; email=suner@example.net; street-address=Atatürk Caddesi No: 12; city=Kadıköy
         2 unknown - - person-name=Ayşe Yılmaz; tr-kimlik=112******42; birth-date=1991-11-05; phone=05321112233; email=ayse@example.net; street-address=Lale Sokak No: 3; city=Beşiktaş",
    );
}

#[test]
fn indonesia() {
    let out = run(&Source::rows(
        "Nama Lengkap | NIK | Tempat Lahir | Tanggal Lahir | Jenis Kelamin | Alamat | No HP | Kota | Kode Pos
         Elisa Lailasari | 3171035207850004 | Bandung | 12-07-1985 | Perempuan | Jl. Pelajar Pejuang No. 3 | 081114131421 | Jakarta | 10110
         Budi Santoso | 317103******0002 | Medan | 23-05-1979 | Laki-laki | Jl. Merdeka No. 8 | 081298765432 | Jakarta | 10120",
    ));
    same(
        &out.layout(),
        "Nama Lengkap: person-name
         NIK: id-nik
         Tanggal Lahir: birth-date
         Jenis Kelamin: sex
         Alamat: street-address
         No HP: phone
         Kota: city
         Kode Pos: postcode",
    );
    same(
        &out.mentions(),
        "1 unknown - - person-name=Elisa Lailasari; id-nik=3171035207850004; birth-date=1985-07-12; sex=Perempuan; street-address=Jl. Pelajar Pejuang No. 3; phone=081114131421; city=Jakarta; postcode=10110
         2 unknown - - person-name=Budi Santoso; id-nik=317103******0002; birth-date=1979-05-23; sex=Laki-laki; street-address=Jl. Merdeka No. 8; phone=081298765432; city=Jakarta; postcode=10120",
    );
}

#[test]
fn sweden_norway_denmark_and_finland() {
    let swedish = run(&Source::rows(
        "Förnamn | Efternamn | Personnummer | Telefon | E-post | Adress | Postnummer | Ort
         Elisabet | Fredriksson | 850712-2383 | 070-632 94 78 | ellen@example.com | Trädgårdsvägen 5 | 621 90 | Falun
         Nils | Berg | 790515-**** | 070-111 22 33 | nils@example.com | Storgatan 1 | 111 22 | Stockholm",
    ));
    same(
        &swedish.mentions(),
        "1 unknown - - given-name=Elisabet; family-name=Fredriksson; se-personnummer=198507122383; phone=0706329478; email=ellen@example.com; street-address=Trädgårdsvägen 5; postcode=62190; city=Falun
         2 unknown - - given-name=Nils; family-name=Berg; se-personnummer=19790515****; phone=0701112233; email=nils@example.com; street-address=Storgatan 1; postcode=11122; city=Stockholm",
    );
    let norwegian = run(&Source::rows(
        "Fornavn | Etternavn | Fødselsnummer | Mobil | Adresse | Postnr | Poststed
         Olav | Isaksen | 12078523849 | 95619883 | Henriksenflata 42 | 0717 | Oslo
         Kari | Nordmann | 251257***** | 91234567 | Storgata 2 | 5003 | Bergen",
    ));
    same(
        &norwegian.mentions(),
        "1 unknown - - given-name=Olav; family-name=Isaksen; no-fodselsnummer=12078523849; phone=95619883; street-address=Henriksenflata 42; postcode=0717; city=Oslo
         2 unknown - - given-name=Kari; family-name=Nordmann; no-fodselsnummer=251257*****; phone=91234567; street-address=Storgata 2; postcode=5003; city=Bergen",
    );
    let danish = run(&Source::rows(
        "Navn | CPR-nr | Telefon | Adresse | Postnr
         Berit Thygesen | 120785-2381 | 90 54 16 72 | Jægersborggade 33 | 2200
         Lars Holm | 230785-**** | 20 30 40 50 | Vestergade 7 | 8000",
    ));
    same(
        &danish.mentions(),
        "1 unknown - - person-name=Berit Thygesen; dk-cpr=1207852381; phone=90541672; street-address=Jægersborggade 33; postcode=2200
         2 unknown - - person-name=Lars Holm; dk-cpr=230785****; phone=20304050; street-address=Vestergade 7; postcode=8000",
    );
    let finnish = run(&Source::rows(
        "Etunimi | Sukunimi | Henkilötunnus | Puhelin | Katuosoite | Postinumero | Postitoimipaikka
         Tapani | Nurmi | 120785-2380 | 048 2515775 | Usvakuja 8 | 06375 | Kotka
         Aino | Virtanen | 131052-**** | 040 1234567 | Kotikatu 3 | 00100 | Helsinki",
    ));
    same(
        &finnish.mentions(),
        "1 unknown - - given-name=Tapani; family-name=Nurmi; fi-hetu=120785-2380; phone=0482515775; street-address=Usvakuja 8; postcode=06375; city=Kotka
         2 unknown - - given-name=Aino; family-name=Virtanen; fi-hetu=131052-****; phone=0401234567; street-address=Kotikatu 3; postcode=00100; city=Helsinki",
    );
}

#[test]
fn names_in_scripts_without_a_list() {
    let russian = run(&Source::rows(
        "Фамилия | Имя | Отчество | Дата рождения | СНИЛС | ИНН | Телефон | Адрес
         Ковалев | Фотий | Захарьевич | 22.08.1951 | 238-174-650 82 | 770123817420 | +7 912 207-15-89 | г. Москва, ул. Ленина, д. 2
         Иванова | Анна | Петровна | 03.11.1984 | 112-233-*** ** | 7701******** | +7 903 111-22-33 | г. Тверь, ул. Мира, д. 5",
    ));
    same(
        &russian.mentions(),
        "1 unknown - - family-name=Ковалев; given-name=Фотий Захарьевич; birth-date=1951-08-22; ru-snils=23817465082; ru-inn=770123817420; phone=+79122071589; street-address=г. Москва, ул. Ленина, д. 2
         2 unknown - - family-name=Иванова; given-name=Анна Петровна; birth-date=1984-11-03; ru-snils=112233*****; ru-inn=7701********; phone=+79031112233; street-address=г. Тверь, ул. Мира, д. 5",
    );
    let hindi = run(&Source::rows(
        "नाम | आधार संख्या | जन्म तिथि | मोबाइल नंबर | पता
         जयन्ती जयरामन | 2341 2341 2346 | 01/11/1975 | 9264193781 | 14/2 गांधी मार्ग, भागलपुर
         अमित कुमार | XXXX XXXX 6351 | 23/05/1990 | 9876543210 | 7 नेहरू नगर, पटना",
    ));
    same(
        &hindi.mentions(),
        "1 unknown - - person-name=जयन्ती जयरामन; in-aadhaar=234123412346; birth-date=1975-11-01; phone=9264193781; street-address=14/2 गांधी मार्ग, भागलपुर
         2 unknown - - person-name=अमित कुमार; in-aadhaar=********6351; birth-date=1990-05-23; phone=9876543210; street-address=7 नेहरू नगर, पटना",
    );
    let arabic = run(&Source::rows(
        "الاسم | رقم الهوية | تاريخ الميلاد | رقم الجوال | العنوان
         محمد أبا الخيل | 1023817461 | 1964-05-20 | 0534395736 | شارع الملك فهد، الرياض
         سارة القحطاني | 1023****** | 1990-11-02 | 0501234567 | طريق المدينة، جدة",
    ));
    same(
        &arabic.mentions(),
        "1 unknown - - person-name=محمد أبا الخيل; sa-national-id=1023817461; birth-date=1964-05-20; phone=0534395736; street-address=شارع الملك فهد، الرياض
         2 unknown - - person-name=سارة القحطاني; sa-national-id=1023******; birth-date=1990-11-02; phone=0501234567; street-address=طريق المدينة، جدة",
    );
}

#[test]
fn an_identity_column_by_its_check_digits() {
    let row = |number: &str| format!("Emily Hobbs | {number} | 12 Main Road, Durban\n");
    let numbers = [
        "8507125009080",
        "7901304638085",
        "9111024267086",
        "6405233896088",
        "8812093525087",
        "7203173154082",
        "9508282783086",
        "6010052412080",
        "8302142041088",
        "7706211670083",
    ];
    let rows: String = numbers.iter().map(|number| row(number)).collect();
    let out = run(&Source::rows(&format!("Name | ID Number | Address\n{rows}")));
    same(
        &out.layout(),
        "Name: person-name
         ID Number: za-id
         Address: street-address",
    );
}

#[test]
fn other_numbers_stay_what_they_are() {
    let out = run(&Source::rows(
        "Rg.-Nr. | order_no | lot | run | matnr | code
         202300017 | 240115-0046 | 240115/1005 | 12381746-1 | 27183450910 | 440106198507121235
         202300018 | 240116-0053 | 240116/1006 | 12381747-2 | 27183450911 | 440106198507121236",
    ));
    same(&out.layout(), "order_no: record-number");
}
