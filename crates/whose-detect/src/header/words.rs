//! The words of column names, in Korean, English and French, with the abbreviations that databases use.

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
    (C::Name, "name names nm nom noms naam nombre nombres 명 이름 네임"),
    (C::FullName, "fullname full_name 성명 성함 nomcomplet nom_complet display_name displayname"),
    (C::Given, "given forename fname prenom prenoms firstname givenname vorname christian"),
    (C::Family, "surname family familyname lastname lname apellido apellidos nomfamille famille 성씨"),
    (C::Middle, "middle mname middlename mi deuxieme minit"),
    (C::Initial, "initial initials initiale"),
    (C::Title, "suffix suffixes title prefix salutation honorific civilite titre 직함 호칭"),
    (C::First, "first 1st premier"),
    (C::Last, "last dernier"),
    (
        C::Address,
        "address addr addresses adresse adr addy add direccion domicilio domicile 주소 자택 거주지 住所 anschrift 소재지 배송지",
    ),
    (C::Street, "street streetaddress str rue road calle civic civique 도로명 지번 번지"),
    (C::Line, "line ligne"),
    (
        C::Unit,
        "apt apartment unit suite floor bldg building room appartement app appt box 상세 동호수 동호 complement",
    ),
    (C::House, "house housenumber"),
    (
        C::City,
        "city town municipality ville commune cty municipio ciudad municipalite locality localite 시군구 도시 시구군 시 suburb",
    ),
    (
        C::Region,
        "departamento depto dpto depa estado provincia jurisdiction state province prov region st stat 시도 도 etat stateprovince provstate departement",
    ),
    (C::County, "county counties parish comte"),
    (
        C::Postcode,
        "zip postal postcode zipcode postalcode postcodes cp pcode codepostal postnr postnummer post_code plz 우편번호 우편 郵便番号",
    ),
    (C::Country, "country pays nation ctry 국가 나라 nationality"),
    (C::Sex, "sex gender sexe genre 성별 gndr"),
    (C::Birth, "birth born dob birthdate birthday naissance ne bday 생년월일 생년 생일 출생 dateofbirth"),
    (C::Date, "date dt day jour 일자 날짜 일시 일 datetime timestamp dttm ymd 연월일 fecha"),
    (C::Time, "time tm heure hour 시각 시간 hr hhmm"),
    (C::Place, "place location lieu loc site 장소 위치 지점 spot venue endroit"),
    (
        C::Number,
        "codigo cod number no num nbr numero id code cd key 번호 코드 nr seq uuid guid identifier pk ref reference identifiant cle",
    ),
    (C::Account, "account acct accnt compte 계정 acc"),
    (C::Policy, "policy contract police contrat 증권 계약 pol polnum"),
    (
        C::Case,
        "claim case incident ticket dossier sinistre complaint 사건 민원 청구건 clm reclamation plainte loss permit",
    ),
    (
        C::Shipment,
        "shipment tracking parcel waybill awb consignment package pin trackingno trackno barcode 송장 운송장 운송 화물 colis suivi 등기 \
        envoi expedition shpmt pro bol tracknum invoiceno",
    ),
    (
        C::Order,
        "order invoice booking reservation commande facture purchase po ord transaction txn 주문 예약 거래 receipt",
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
        "occurred occurrence happened shipped ship mailed mailing delivered delivery dispatch pickup shipping 발생 발송 출고 배송 \
        배달 출하 발생일 expedie livraison livre event transmission effective sale sold",
    ),
    (
        C::System,
        "created updated modified inserted loaded printed print generated export exported import imported upload system load \
        modification creation maj 등록 수정 작성 출력 생성 변경 입력 갱신 file extract last_update",
    ),
    (C::Expiry, "expiry expiration expires due end expire until fin 만료 종료 만기 echeance renewal"),
    (
        C::Company,
        "empresa company business firm corporation corp employer vendor supplier entreprise societe compagnie 회사 업체 상호 거래처 기업 법인 \
        manufacturer fournisseur merchant dealer dba contractor lessee lessor licensee raison organization organisation org corporate",
    ),
    (
        C::Institution,
        "establecimiento establecimientos institucion colegio escuela sede entidad secretaria bureau school store agency department dept branch facility hospital institution bank insurer carrier division office station \
        college university ecole magasin agence succursale service_name 학교 부서 기관 소속 매장 병원 은행 대리점 지사 center centre club team \
        library committee board council ministry authority laboratory lab pharmacy provider_organization campus church restaurant hotel",
    ),
    (
        C::Thing,
        "vereda barrio corregimiento comuna zona borough neighbourhood cie icd diagnostico diagnosis enfermedad disease common_name \
         scientific_name botanical_name genus payloc area product item file table column event program programme project course goods article category group material model brand \
        server host domain database field property asset plan species park trail lake river bridge route stop line_name feature dataset \
        품목 상품 물품 제품 파일 과목 과정 종목 차종 차량명 모델명 품명 album track artist song genre media playlist book movie drug job \
        position role permission zone neighborhood district ward precinct layer map image document report fund grant activity subject",
    ),
    (
        C::Electronic,
        "email mail courriel ip mac web url website site_web domain_name electronic 이메일 메일 전자우편 홈페이지 correo twitter facebook",
    ),
    (
        C::Phone,
        "phone telephone tel mobile cell cellular fax telecopieur portable hp celular telefonos 전화 휴대폰 휴대전화 핸드폰 연락처 팩스 telefono phn ph movil \
        핸드폰번호 전화번호 휴대 mobil handphone cellulaire gsm voice",
    ),
    (
        C::Text,
        "comment comments memo note notes remark remarks description desc message text body content detail details 메모 비고 내용 특이사항 \
        경위 요청사항 commentaire commentaires remarque observation instructions summary narrative reason 사유 설명 적요",
    ),
    (
        C::Measure,
        "plus_four type status flag count amount total qty quantity price level rate score percent class kind indicator statut etat_code montant 구분 상태 \
        유형 여부 금액 수량 건수 종류 등급 size weight length age 나이 연령 ext extension year month yr range format rank ratio lat lon latitude \
        longitude coordinates geom",
    ),
    (C::Client, "client 위탁사 화주 고객사 tenant mandant donneur"),
    (C::OnBehalf, "mobo mailedby behalf onbehalf mailed_by shipper_account"),
    (C::Manifest, "manifest manifeste"),
    (
        C::Vehicle,
        "plate vehicle car veh license_plate 차량 차량번호 차번 자동차 immatriculation plaque vehicule licence_plate",
    ),
    (
        C::Customer,
        "customer cust buyer purchaser guest member subscriber 고객 회원 주문자 구매자 가입자 계약자 acheteur membre abonne clnt shopper cst \
        policyholder customers insurant passenger",
    ),
    (
        C::Recipient,
        "recipient consignee receiver shipto deliverto rcpt rcv recv receipient destinataire dest 수취인 수령인 수신인 받는사람 받는분 수하인 \
        수화인 받으시는분 수령자 수취 수신 addressee cnee deliver destination to beneficiary 수익자",
    ),
    (
        C::Sender,
        "sender shipper consignor shipfrom from expediteur origin 발송인 보내는사람 보내는분 송하인 발신인 발송자 발신 exp 보내는 remitter origine",
    ),
    (C::Driver, "driver drv drvr conducteur chauffeur 운전자 기사 운전"),
    (C::Insured, "insured insd assure assuree 피보험자 ins 피보험"),
    (
        C::Payer,
        "payer payor billto billing bill payeur 납부자 청구 결제자 입금자 예금주 cardholder facturation pay",
    ),
    (C::Patient, "patient pt 환자 수진자 pat"),
    (
        C::Practitioner,
        "doctor physician practitioner prescriber nurse surgeon medecin 의사 주치의 담당의 clinician dr infirmiere dentist attending",
    ),
    (
        C::Employee,
        "employee emp staff worker employe 직원 사원 사번 인사 근무자 salarie personnel ee teacher professor instructor faculty",
    ),
    (
        C::Contact,
        "contact attn attention 담당자 담당 personne_ressource rep representative manager agent responsable ctct poc 대표자 대표",
    ),
    (C::Relation, "relation relationship rel rltn rltnshp reln lien parente 관계"),
    (
        C::Relative,
        "spouse parent guardian mother father kin emergency dependent child conjoint tuteur 배우자 보호자 자녀 부모 가족 법정대리인 \
        relative 비상 mere pere",
    ),
    (C::Student, "student pupil etudiant eleve 학생 학번 원생"),
    (C::Author, "author writer creator auteur 작성자 저자 게시자"),
    (C::User, "user username login userid usr utilisateur 사용자 아이디 account_name"),
    (C::Owner, "owner titulaire proprietaire holder 소유자 차주 명의자 소유주 own propietario"),
    (C::Victim, "victim claimant victime 피해자 상대방 상대 tiers injured 가해자"),
    (
        C::Person,
        "person applicant officer candidate inspector judge attorney lawyer principal director president people individual 신청인 신청자 민원인 \
         담당관 참석자 응모자 당첨자 personne adjuster mayor senator legislator lobbyist donor contributor payee player resident tenant_name \
         registrant attendee visitor head supervisor chair chief secretary commissioner 대리인 인수자 tech technician",
    ),
];
