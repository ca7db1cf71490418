//! The words of column names, in Korean, English and French, with the abbreviations that databases use; fewer in German,
//! Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish, Russian, Japanese and Chinese; of some twenty others those
//! for a person's name, number, birth, phone and address.

/// Words for the number that somebody has, each with the two that it stands for.
pub(super) const NUMBERS_OF: &[(&str, &str, &str)] = &[
    ("사번", "사원", "번호"),
    ("학번", "학생", "번호"),
    ("matricule", "employe", "numero"),
    ("legajo", "empleado", "numero"),
    ("personalnummer", "mitarbeiter", "nummer"),
    ("personalnr", "mitarbeiter", "nummer"),
    ("persnr", "mitarbeiter", "nummer"),
    ("mitgliedsnummer", "mitglied", "nummer"),
    ("mitgliedsnr", "mitglied", "nummer"),
    ("mitgliedsnum", "mitglied", "nummer"),
    ("matrikelnummer", "schuler", "nummer"),
    ("matrikelnr", "schuler", "nummer"),
    ("personeelsnummer", "medewerker", "nummer"),
    ("工号", "员工", "编号"),
    ("学号", "学生", "编号"),
];

/// Words for a name that mean the given name where a family name stands beside it.
pub(super) const GIVEN_BESIDE_FAMILY: [&str; 10] =
    ["nombre", "nombres", "nome", "이름", "adi", "ad", "isim", "ime", "имя", "όνομα"];

/// What a word of a column name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Concept {
    /// Name, of whatever.
    Name,
    /// Name of a person, whole.
    FullName,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Middle name.
    Middle,
    /// Initial.
    Initial,
    /// Suffix, title: `Jr`, `Mr`.
    Title,
    /// First: of a name, else an ordinal.
    First,
    /// Last: of a name, else an ordinal.
    Last,
    /// Address.
    Address,
    /// Street.
    Street,
    /// Line of an address.
    Line,
    /// Flat, suite, floor.
    Unit,
    /// House number.
    House,
    /// Town.
    City,
    /// Province, state.
    Region,
    /// County.
    County,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Sex.
    Sex,
    /// Birth.
    Birth,
    /// Date.
    Date,
    /// Time of day.
    Time,
    /// Place.
    Place,
    /// Number, code, key.
    Number,
    /// Account.
    Account,
    /// Policy, contract.
    Policy,
    /// Claim, case, incident, ticket.
    Case,
    /// Shipment, tracking, parcel, waybill.
    Shipment,
    /// Order, invoice, booking.
    Order,
    /// Receipt of a report: 접수.
    Receipt,
    /// Accident.
    Accident,
    /// Visit, service, admission.
    Visit,
    /// Happened, shipped, delivered.
    Happened,
    /// Made, changed or printed by a system.
    System,
    /// Expiry, due.
    Expiry,
    /// Company, business.
    Company,
    /// School, store, agency, department: any other organisation.
    Institution,
    /// A thing with a name: product, file, table, event, programme.
    Thing,
    /// Electronic: mail, IP, web.
    Electronic,
    /// Phone, fax, mobile.
    Phone,
    /// Comment, memo, description.
    Text,
    /// Kind, status, flag, count, amount.
    Measure,
    /// Client of the contractor.
    Client,
    /// Mailed on behalf of.
    OnBehalf,
    /// Manifest.
    Manifest,
    /// Plate, vehicle.
    Vehicle,
    /// Customer.
    Customer,
    /// Recipient.
    Recipient,
    /// Sender.
    Sender,
    /// Driver.
    Driver,
    /// Insured.
    Insured,
    /// Payer.
    Payer,
    /// Patient.
    Patient,
    /// Practitioner.
    Practitioner,
    /// Employee.
    Employee,
    /// Contact.
    Contact,
    /// Relative.
    Relative,
    /// What one person of the record is to the other.
    Relation,
    /// An illness, in words.
    Illness,
    /// Student.
    Student,
    /// Author.
    Author,
    /// User of a system.
    User,
    /// Owner.
    Owner,
    /// Other party of an accident.
    Victim,
    /// A person of another kind: applicant, officer, candidate.
    Person,
}

use Concept as C;

/// Words per concept, folded, separated by spaces; `_` stands for a space within.
pub const WORDS: &[(Concept, &str)] = &[
    (
        C::Name,
        "name names display_name displayname nm nom noms naam nombre nombres 명 이름 네임 nome namn navn nazwa nimi имя 名前 名 \
        adi isim nama nev neve ime όνομα ονομα שם नाम الاسم اسم ชื่อ 名称 名稱 nafn",
    ),
    (
        C::FullName,
        "fullnm full_nm ptname nom_prenom prenom_nom nom_prenoms name_vorname vorname_name nachname_vorname naam_voornaam nomprenom fullname full_name お名前 성명 성함 nomcomplet nom_complet 氏名 姓名 フリガナ ふりがな カナ 口座名義 振込名義 名義 读音 фио nomecompleto \
        nombrecompleto \
        nome_completo nombre_completo apellidos_nombres nombres_apellidos nombre_apellidos apellidos_nombre \
        apellido_nombre nombre_apellido ad_soyad adi_soyadi ad_soyadi adsoyad nama_lengkap namalengkap \
        ho_ten hoten ho_va_ten піб ονοματεπωνυμο ονοματεπώνυμο ชื่อสกุล ชื่อนามสกุล שם_מלא الاسم_الكامل",
    ),
    (
        C::Given,
        "pren prn prenm vname vornm givn gvn_nm gname f_name f_nm frst_nm fst_nm frst_name fst_name chrstn_nm nome_prop given forename fname prenom prenoms firstname givenname vorname christian nome_proprio fornamn \
        fornavn voornaam imie rufname vornamen メイ めい \
        etunimi krestni jmeno meno prenume keresztnev שם_פרטי voorletters voorl eiginnafn",
    ),
    (
        C::Family,
        "surnm snm sn nomfam famname fam_nm l_name l_nm lst_nm lst_name ape apellido_paterno apellido_materno ape_paterno ape_materno surname family nom_usage nom_fam nom_famille nom_marital nom_usuel nom_patronymique patronyme maiden \
        maidenname familyname lastname lname apellido apellidos nomfamille famille 성 성씨 名字 nachname \
        familienname zuname achternaam efternamn etternavn efternavn nazwisko cognome sobrenome apelido \
        фамилия 姓 氏 苗字 セイ せい \
        soyad soyadi soyisim sukunimi prijmeni priezvisko prezime vezeteknev επώνυμο επωνυμο прізвище \
        שם_משפחה นามสกุล اللقب tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels kenninafn eftirnafn",
    ),
    (
        C::Middle,
        "middle mname middlename mi deuxieme minit отчество segundo_nombre \
        по_батькові",
    ),
    (C::Initial, "initial initials initiale"),
    (
        C::Title,
        "suffix suffixes title prefix salutation honorific civilite titre 직함 호칭 anrede akademischer titolo \
        tratamiento aanhef 敬称 称呼",
    ),
    (C::First, "first 1st premier"),
    (C::Last, "last dernier"),
    (
        C::Address,
        "fulladdress fulladdr full_address wohnsitz premises address addr addresses adresse adr addy add direccion domicilio domicile 주소 자택 거주지 住所 anschrift 소재지 \
        배송지 wohnadresse indirizzo endereco adres adresas osoite адрес 地址 ご住所 \
        adress alamat adresa lakcim cim διεύθυνση διευθυνση адреса כתובת पता ที่อยู่ العنوان عنوان dia_chi \
        diachi 住址 hemadress postadress \
        morada heimilisfang",
    ),
    (
        C::Street,
        "strt street streetaddress st_address st_addr st_name str rue voie road calle civic civique 도로명 지번 번지 \
        strasse strassenname straat logradouro rua gata gatuadress vei veien ulica katu via улица \
        ulice cadde sokak mahalle katuosoite utca strada вулиця jalan",
    ),
    (C::Line, "line ligne"),
    (
        C::Unit,
        "apt apartment unit suite floor bldg building room appartement app appt box 상세 동호수 동호 complement \
        wohnung etage piso puerta planta interno scala bloco verdieping квартира 建物名 マンション 建物 \
        complemento daire",
    ),
    (
        C::House,
        "house housenumber hausnummer hausnr hnr huisnummer huisnr husnummer numero_civico nr_domu \
        numero_exterior дом 番地",
    ),
    (
        C::City,
        "twn muni city town municipality ville commune cty municipio ciudad municipalite locality localite 시군구 도시 시구군 \
        시 suburb ort wohnort stadt gemeinde ortschaft comune citta localita cidade plaats woonplaats \
        poststed miasto miejscowosc kaupunki poblacion localidad город 市区町村 市町村 城市 \
        postort postitoimipaikka kota sehir ilce mesto varos oras πόλη πολη місто עיר المدينة thanh_pho 縣市 \
        gemeente \
        localidade",
    ),
    (
        C::Region,
        "departamento depto dpto depa estado provincia jurisdiction state province prov region st stat 시도 도 \
        etat stateprovince provstate departement admin_area adminarea administrative_area bundesland \
        kanton regione provincie fylke wojewodztwo область регион 都道府県 省 省份 \
        uf provinsi judet จังหวัด",
    ),
    (
        C::County,
        "county counties parish comte \
        kabupaten kecamatan",
    ),
    (
        C::Postcode,
        "postcd pstl pstlcd pstl_cd cd_post code_post codpost cpostal post_nr p_code zip postal post_no post_cd post_num postcode zipcode postalcode postcodes cp pcode codepostal \
        postnr postnummer post_code plz 우편번호 우편 郵便番号 postleitzahl cap cep codigo_postal codpostal \
        cod_postal kod_pocztowy postinumero индекс 邮编 邮政编码 郵便 \
        pincode pin_code posta_kodu postakodu kode_pos kodepos poskod psc iranyitoszam postanski_broj індекс \
        מיקוד รหัสไปรษณีย์ 郵遞區號 postnumer",
    ),
    (
        C::Country,
        "country pays nation ctry 국가 나라 nationality land staat pais paese maa kraj страна 国 国名 国家 \
        nacionalidade nacionalidad nazionalita staatsangehorigkeit 國籍",
    ),
    (
        C::Sex,
        "sex gender sexe genre 성별 gndr geschlecht sexo sesso geslacht kjonn plec sukupuoli пол 性別 性别 \
        cinsiyet cinsiyeti kon jenis_kelamin jantina pohlavi pohlavie φύλο φυλο стать מין लिंग เพศ الجنس \
        gioi_tinh",
    ),
    (
        C::Birth,
        "nais datnais dtnais dtnaiss datenais gebdat gebdatum birth born dob birthdate birthday naissance naiss dnaiss ddn bday bdate geb ne 생년월일 생년 생일 출생 \
        dateofbirth geburtsdatum geburtstag geboren nacimiento nac fnac nasc nascita nascimento geboortedatum \
        fodelsedatum fodselsdato urodzenia syntymaaika brdt brth brthdt brthdy birdt 生年月日 誕生日 出生日期 \
        рождения \
        dogum lahir narozeni narodenia szuletesi nasterii rodjenja rodenja γέννησης γεννησης народження לידה \
        जन्म วันเกิด الميلاد ngay_sinh ngaysinh 生日 出生年月日 出生年月 出生 yob data_ur dat_ur data_urodz faedingardagur",
    ),
    (
        C::Date,
        "date dt day jour 일자 날짜 일시 일 datetime timestamp dttm ymd 연월일 fecha fec datum data dato 日付 日時 дата \
        tarih tarihi tanggal tgl tarikh paivamaara ημερομηνία ημερομηνια תאריך दिनांक วันที่ تاريخ 日期",
    ),
    (C::Time, "time tm heure hour 시각 시간 hr hhmm uhrzeit zeit hora tijd czas 時刻 时间 время"),
    (
        C::Place,
        "place location lieu loc site 장소 위치 지점 spot venue endroit lugar luogo sted plats \
        tempat yeri место",
    ),
    (
        C::Number,
        "codigo cod number no num nbr numero id code cd key 번호 코드 nr seq uuid guid identifier pk ref \
        reference identifiant cle nummer numer codice kennung номер 番号 コード 编号 号码 \
        numarasi nomor nomer cislo szam αριθμός αριθμος מספר رقم 编码 編號 號碼",
    ),
    (C::Account, "account acct accnt compte 계정 acc konto cuenta conta rekening 口座 账号"),
    (
        C::Policy,
        "policy contract police contrat 증권 계약 pol polnum versicherungsschein polizza poliza apolice polis 証券 \
        契約",
    ),
    (
        C::Case,
        "claim case incident ticket dossier sinistre complaint 사건 민원 청구건 clm reclamation plainte loss permit \
        schaden schadennummer aktenzeichen vorgang expediente pratica zaak 案件",
    ),
    (
        C::Shipment,
        "shipment tracking parcel waybill awb consignment package pin trackingno trackno barcode 송장 운송장 운송 화물 \
        colis suivi 등기 envoi expedition shpmt pro bol tracknum invoiceno sendung sendungsnummer paket \
        lieferschein envio spedizione zending 伝票 追跡番号 \
        kargo",
    ),
    (
        C::Order,
        "관리 order invoice booking reservation commande facture purchase po ord transaction txn 주문 예약 거래 receipt \
        bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer pedido ordine fattura \
        bestelling factuur 注文 受注 订单 \
        siparis pesanan objednavka megrendeles 订单号 訂單",
    ),
    (
        C::Receipt,
        "접수 접수번호 rcpno rcptno rcpt_no rcpt_id rcp_no 신고 accept accpt acpt accept_no acpt_no",
    ),
    (C::Accident, "accident crash collision 사고 acdt acc_dt 출동"),
    (
        C::Visit,
        "visit service admission appointment encounter consultation stay 방문 진료 내원 입원 수술 예약일 rendezvous visite",
    ),
    (
        C::Happened,
        "dlvr dlv deliv occurred occurrence happened shipped ship mailed mailing delivered delivery dispatch pickup shipping \
        발생 발송 출고 배송 배달 출하 발생일 expedie livraison livre event transmission effective sale sold",
    ),
    (
        C::System,
        "created updated modified inserted loaded printed print generated export exported import imported \
        upload system load modification creation maj 등록 수정 작성 출력 생성 변경 입력 갱신 file extract last_update payload",
    ),
    (C::Expiry, "expiry expiration expires due end expire until fin 만료 종료 만기 echeance renewal"),
    (
        C::Company,
        "empresa empresas company companies societes entreprises firmen organizations organisations business firm corporation corp employer vendor supplier entreprise societe compagnie \
        회사 업체 상호 거래처 기업 법인 manufacturer fournisseur proveedor vendeur lieferant fornitore merchant dealer dba contractor lessee lessor licensee \
        raison organization organisation org corporate firma firmenname unternehmen arbeitgeber azienda \
        ditta bedrijf bedrijfsnaam foretag virksomhet razonsocial 会社 会社名 企業 公司 компания \
        sirket perusahaan 单位 工作单位 razao_social",
    ),
    (
        C::Institution,
        "establecimiento establecimientos institucion colegio escuela sede entidad secretaria bureau school \
        store agency department dept branch facility hospital institution bank insurer carrier division \
        office station college university ecole magasin agence succursale service_name 학교 부서 기관 소속 매장 병원 은행 \
        대리점 지사 center centre club team library committee board council ministry authority laboratory lab \
        pharmacy provider_organization campus church restaurant hotel schule krankenhaus abteilung behorde \
        banca scuola ospedale reparto afdeling 部署 学校 病院 部门 \
        agencia",
    ),
    (
        C::Thing,
        "mothers_maiden mother_maiden maiden_mother security_question security_answer form forms formulaire formular bezeichnung vessel fragrance perfume part parts sku spare teil teilenummer ersatzteil artikelnummer artikelnr pieza 부품 자재 설비 장비 부속 部品 資材 商品 製品 품종 담보 담보명 특약 vereda barrio corregimiento comuna zona borough \
        neighbourhood cie icd common_name scientific_name \
        botanical_name genus payloc area product produit produits article articles artikel articulo \
        articolo produkt warehouse entrepot lager item file table column event program programme project \
        course goods article category group material model brand server host domain database field \
        property asset plan species park trail lake river bridge route stop line_name feature dataset 품목 \
        상품 물품 제품 파일 과목 과정 종목 차종 차량명 모델명 품명 album track artist song genre media playlist book movie drug \
        job position role permission zone neighborhood district ward precinct layer map image font fonts \
        rfonts typeface composer songwriter lyricist singer actor actress narrator 작곡가 작사가 가수 document \
        report fund grant activity subject style stylesheet theme template job_profile \
        urun produk pekerjaan colonia bairro profissao profesion meslek 产品 產品",
    ),
    (
        C::Electronic,
        "eml crl courriels mel telecom email mail courriel ip mac web url website site_web domain_name electronic 이메일 메일 전자우편 홈페이지 correo \
        twitter facebook epost correo_electronico mailadresse メール メールアドレス 邮箱 почта \
        netfang eposta sahkoposti 电子邮箱 电子邮件 電子郵件 電子信箱 微信",
    ),
    (
        C::Phone,
        "hph wph hphone wphone cphone mphone homephone workphone dayphone hmphone wkphone phno tele msisdn ctct_no phone telephone tel mobile cell cellular fax telecopieur portable hp celular telefonos 전화 휴대폰 휴대전화 \
        핸드폰 연락처 팩스 telefono phn ph movil 핸드폰번호 전화번호 휴대 mobil handphone cellulaire gsm voice telefon \
        telefonnummer telefonnr rufnummer handy handynummer mobilnummer mobiltelefon festnetz telefone \
        cellulare 連絡先 緊急連絡先 mob landline whatsapp telefoon telefoonnummer mobiel puhelin tlf tfno телефон \
        電話 電話番号 携帯 携帯電話 携帯番号 手机 电话 联系电话 手机号 \
        telefonu cep_telefonu cep_tel cep_no telefonszam telepon telp nohp no_hp dien_thoai so_dien_thoai \
        sdt τηλέφωνο τηλεφωνο κινητό κινητο мобильный טלפון נייד मोबाइल फोन โทรศัพท์ เบอร์โทร เบอร์โทรศัพท์ \
        เบอร์มือถือ الهاتف هاتف الجوال جوال الموبايل موبايل matkapuhelin mobilnr 手机号码 电话号码 联系方式 手機 手機號碼 行動電話 \
        聯絡電話 \
        telemovel telefone_movel simi farsimi natel",
    ),
    (
        C::Text,
        "comment comments memo note notes remark remarks description desc message text body content detail \
        details 메모 비고 내용 특이사항 경위 요청사항 commentaire commentaires remarque observation instructions summary \
        narrative reason 사유 설명 적요 bemerkung bemerkungen anmerkung notiz beschreibung kommentar nota notas \
        observaciones descripcion osservazioni descrizione observacao opmerking uwagi 備考 メモ 备注 комментарий \
        aciklama keterangan catatan observacoes poznamka",
    ),
    (
        C::Measure,
        "lang langue langues language sprache idioma lingua 언어 言語 tva vat ust mwst version versions release grade quantite couleur color colour farbe taille poids prix plus_four type status flag count \
        amount total qty quantity price level rate score percent class kind indicator statut etat_code \
        montant 구분 상태 유형 여부 금액 수량 건수 종류 등급 size weight length age 나이 연령 ext extension year month yr range \
        format rank ratio lat lon latitude longitude coordinates geom anzahl betrag menge preis groesse \
        gewicht cantidad importe precio importo prezzo quantita valor aantal prijs alter edad 数量 金額 年齢 金额 \
        年龄 \
        estado_civil etat_civil medeni_hal 婚姻状况 民族 学历 jumlah tutar adet miktar",
    ),
    (C::Client, "client 위탁사 화주 고객사 tenant mandant donneur"),
    (C::OnBehalf, "mobo mailedby behalf onbehalf mailed_by shipper_account"),
    (C::Manifest, "manifest manifeste"),
    (
        C::Vehicle,
        "plate vehicle car veh license_plate 차량 차량번호 차번 자동차 immatriculation plaque vehicule licence_plate \
        kennzeichen fahrzeug matricula targa placa kenteken 車両番号 登録番号 车牌",
    ),
    (
        C::Customer,
        "cli clt 契約者 customer cust mem mbr adherent adherente mitglied buyer purchaser guest member subscriber 고객 회원 주문자 구매자 가입자 계약자 acheteur \
        membre abonne clnt shopper cst policyholder customers insurant passenger yolcu pasazer passageiro pasajero passeggero nabywca klient musteri kunde kunden kundin \
        besteller klient cliente clienti clientes asiakas klant klanten kund abonado suscriptor socio 注文者 購入者 顧客 \
        お客様 会員 客户 клиент \
        musteri pelanggan nasabah zakaznik ugyfel πελάτης πελατης клієнт לקוח ग्राहक العميل khach_hang 客戶 會員 \
        顾客 买家",
    ),
    (
        C::Recipient,
        "recipient consignee receiver shipto deliverto rcpt rcv recv receipient destinataire dest 수취인 수령인 수신인 \
        받는사람 받는분 수하인 수화인 받으시는분 수령자 수취 수신 addressee cnee deliver destination to beneficiary 수익자 empfanger \
        empfaenger liefer destinatario ontvanger mottagare mottaker odbiorca 受取人 お届け先 届け先 宛名 收件人 \
        получатель \
        المستفيد लाभार्थी παραλήπτης παραληπτης ผู้รับ alici penerima prijemce cimzett 收货人 收货 收件",
    ),
    (
        C::Sender,
        "sender shipper consignor shipfrom from expediteur origin 발송인 보내는사람 보내는분 송하인 발신인 발송자 발신 exp 보내는 \
        remitter origine absender remitente mittente remetente afzender avsandare nadawca 送り主 依頼主 ご依頼主 发件人 \
        отправитель \
        gonderen pengirim odesilatel felado 寄件人",
    ),
    (
        C::Driver,
        "driver drv drvr conducteur chauffeur 운전자 기사 운전 fahrer conducente autista motorista bestuurder \
        kierowca 運転者 司机 водитель \
        surucu sopir pengemudi ridic 驾驶员",
    ),
    (
        C::Insured,
        "insured insd assure assuree 피보험자 ins 피보험 versicherter versicherungsnehmer versicherte asegurado \
        assicurato segurado verzekerde 被保険者 被保险人 \
        sigortali tertanggung",
    ),
    (
        C::Payer,
        "payer payor billto billing bill payeur 납부자 청구 결제자 입금자 예금주 cardholder facturation pay zahler \
        kontoinhaber pagador",
    ),
    (
        C::Patient,
        "patient pt 환자 수진자 pat patienten patientin paciente paziente 患者 病人 пациент \
        pasien potilas pacient beteg المريض मरीज रोगी ผู้ป่วย",
    ),
    (
        C::Practitioner,
        "doctor gp physician practitioner prescriber nurse surgeon medecin 의사 주치의 담당의 clinician dr infirmiere \
        dentist attending arzt aerztin medico dottore huisarts 医師 担当医 医生 provider врач \
        doktor dokter",
    ),
    (
        C::Employee,
        "employee emp staff worker employe 직원 사원 인사 근무자 badge salarie personnel ee teacher professor instructor \
        faculty mitarbeiter mitarbeiterin angestellter empleado trabajador dipendente funcionario werknemer \
        medewerker pracownik 社員 従業員 员工 сотрудник \
        الموظف कर्मचारी พนักงาน calisan karyawan pegawai zamestnanec alkalmazott tyontekija ansatt medarbejder anstalld 职工",
    ),
    (
        C::Contact,
        "관리자 recruiter contact attn attention 담당자 담당 personne_ressource rep representative manager agent responsable ctct \
        poc assignee assigned_to handled_by 접수자 처리자 대표자 대표 ansprechpartner kontakt contacto contatto contato contactpersoon 担当者 联系人 \
        yetkili responsavel",
    ),
    (
        C::Illness,
        "diagnosis diagnoses diagnose diagnosen diagnostics diagnostico diagnosi illness disease enfermedad krankheit maladie \
        medical_condition medical_conditions health_condition pathologie pathologies injury injuries blessure \
        blessures verletzung verletzungen lesion lesiones allergy allergies allergie allergien alergia alergias medication medications \
        medicament medicaments medikation medikamente disability disabilities handicap behinderung \
        discapacidad 부상 알레르기 복용약 처방약 장애유형 장애등급 アレルギー 既往歴 既往症 진단 진단명 병명 질병명 상병명 질환 질환명 病名 診断名 疾患 诊断",
    ),
    (C::Relation, "relation relationship rel rltn rltnshp reln lien parente 관계"),
    (
        C::Relative,
        "spouse parent guardian mother father kin emergency dependent child conjoint tuteur 배우자 보호자 자녀 부모 가족 \
        법정대리인 relative 비상 mere pere ehepartner ehegatte vater mutter notfallkontakt conyuge padre madre hijo \
        coniuge figlio 家族 保護者 緊急連絡先 配偶者 \
        erziehungsberechtigte erziehungsberechtigter erziehungsberechtigten eltern mae pai anne baba anyja ibu ayah matky otce esposa esposo 父亲 母亲 家长 监护人 紧急联系人",
    ),
    (
        C::Student,
        "student pupil etudiant eleve 학생 원생 schuler schueler alumno alumna estudiante studente aluno \
        estudante leerling 生徒 学生 студент \
        ogrenci siswa mahasiswa opiskelija",
    ),
    (C::Author, "author writer creator auteur 작성자 저자 게시자 verfasser autor autore"),
    (
        C::User,
        "user username login userid usr utilisateur 사용자 아이디 account_name benutzer benutzername usuario utente \
        gebruiker anvandare ユーザー ユーザー名 用户 用户名 пользователь",
    ),
    (
        C::Owner,
        "owner titulaire proprietaire holder 소유자 차주 명의자 소유주 own propietario inhaber eigentumer eigentuemer \
        halter fahrzeughalter proprietario eigenaar 所有者 名義人 车主 владелец \
        titular",
    ),
    (
        C::Victim,
        "victim claimant victime 피해자 상대방 상대 tiers injured 가해자 geschadigter geschaedigter opfer victima \
        vittima",
    ),
    (
        C::Person,
        "requester requestor cardholder account_holder joint_holder landlord lessor lessee 근로자 임대인 임차인 채무자 채권자 상담사 상담원 예약자 passenger 사고자 신고자 제보자 원고 피고 피고인 대표자 목격자 증인 고소인 참고인 의뢰인 witness caller person applicant officer candidate \
        inspector judge attorney lawyer principal director president people individual 신청인 신청자 민원인 담당관 참석자 \
        응모자 당첨자 personne adjuster mayor senator legislator lobbyist donor contributor payee player \
        resident tenant_name registrant attendee visitor head supervisor chair chief secretary \
        commissioner 대리인 인수자 tech technician persona personen pessoa persoon bewerber antragsteller \
        solicitante richiedente 申請者 申込者",
    ),
];

/// Words of languages whose writers put the day before the month, and of no other; folded.
pub(super) const OF_DAY_FIRST: &str = "naissance livraison commande facture facturation prenom adresse ville rue courriel destinataire \
    assure beneficiaire salarie adherent geb geboren vorname nachname strasse plz ort wohnort kunde kundennummer bestellung \
    lieferung rechnung empfanger versicherter fecha nacimiento nombre apellido apellidos direccion ciudad correo telefono pedido \
    factura cliente nascita cognome indirizzo citta ordine spedizione nascimento nome sobrenome endereco cidade entrega \
    voornaam achternaam straat woonplaats klant bestelling levering imie nazwisko adres miasto urodzenia \
    soyadi dogum tarihi adi telefonu musteri siparis alamat lahir tanggal pelanggan tarikh prijmeni narozeni jmeno adresa priezvisko \
    kennitala heimilisfang narodenia nasterii prenume cadastro рождения фамилия дата народження γέννησης επώνυμο";

/// Words of cards that nobody pays with; folded.
pub(super) const OTHER_CARDS: [&str; 22] = [
    "loyalty",
    "gift",
    "membership",
    "member",
    "badge",
    "access",
    "library",
    "fuel",
    "identit",
    "identification",
    "fidelit",
    "id",
    "staff",
    "student",
    "health",
    "insurance",
    "medicare",
    "sim",
    "멤버십",
    "포인트",
    "출입",
    "적립",
];

/// Words that tell an account at a bank from other accounts; folded.
pub(super) const OF_BANKS: &str = "bank banks banque bancaire banco bancaria bancario banca blz bic swift iban routing rtn aba \
    guichet rib payroll bankleitzahl kreditinstitut kontoinhaber clabe 은행 은행명 예금주 계좌 계좌번호 銀行 銀行名 支店番号 \
    口座 口座名義 口座番号 口座種別";

/// Words of goods and their parts, which have numbers; folded.
pub(super) const OF_GOODS: &str = "part parts item items sku serial model article artikel artikelnummer artikelnr teilenummer ersatzteil pieza \
    piece 부품 자재 품번 제품번호 설비 장비 部品 資材 商品";

/// Words of machines and of those who mend them; folded.
pub(super) const OF_MACHINES: &str = "vehicle car plate vin odometer mileage device asset serial hostname host printer equipment \
    repair mechanic garage ticket firmware fault error technical resolution obd dtc parts labour labor vehicule appareil panne fahrzeug \
    gerat werkstatt 차량 차종 장비 기기 고장 수리 정비 티켓";

/// Words of mothers and fathers; folded.
pub(super) const OF_PARENTS: &str = "mother father mothers fathers mae pai madre padre mere pere mutter vater anne baba ibu ayah anyja matky otce \
    मां माता पिता 父亲 母亲 父 母 мать отец";

/// Words of what people earn, owe, believe and are, for which there is no category; folded.
pub(super) const OF_SOMEBODY: &str = "salary wage wages income pension benefit benefits bonus credit score debt loan mortgage balance religion faith \
    union political ethnicity ethnic race nationality citizenship sexual orientation marital criminal conviction offence offense veteran \
    salaire revenu remuneration dette pret credit syndicat ethnique origine condamnation gehalt lohn einkommen konfession gewerkschaft \
    familienstand vorstrafe salario ingresos sindicato 급여 연봉 소득 월급 대출 잔액 신용 종교 노조 정당 인종 국적 혼인 범죄 전과 給与 年収 宗教 国籍 \
    blood sanguin blutgruppe vaccine vaccination vaccinated vaccin absence absences sick sickness pregnant pregnancy smoker bmi \
    grossesse fumeur impfung krankmeldung embarazo vacuna 혈액형 백신 예방접종 병가 임신 흡연 血液型 接種";
