//! Lists of words, folded: titles and particles of names, what companies are called by, places. Read where words are looked up
//! one by one, and by the build, which makes the tables from them; so nothing here needs the rest of the crate.

/// Short titles before and after names, folded.
pub(crate) const TITLES: [&str; 30] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev", "hon", "jr", "sr", "ii", "iii", "iv", "md",
    "phd", "esq", "m", "mme", "mlle", "me", "pr", "dds", "dvm", "cpa", "rn", "np", "do", "fr",
];

/// Longer ones.
pub(crate) const LONG_TITLES: [&str; 4] = ["monsieur", "madame", "mademoiselle", "docteur"];

/// Particles inside family names, folded.
pub(crate) const PARTICLES: [&str; 24] = [
    "de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "di", "da", "dos", "del", "della",
    "bin", "ibn", "al", "el", "st", "ste", "ten", "ter", "y",
];

/// Titles, folded.
pub(super) fn titles() -> impl Iterator<Item = &'static str> {
    TITLES.into_iter().chain(LONG_TITLES)
}

/// Particles, folded.
pub(super) fn particles() -> impl Iterator<Item = &'static str> {
    PARTICLES.into_iter()
}

/// Legal forms: alone they settle it. Folded.
const LEGAL_FORMS: &str = "inc incorporated ltd limited ltee limitee llc llp lp corp corporation enr senc sencrl sarl sas sasu \
    eurl scp gmbh mbh plc pty bv nv oy spa srl kk kg ohg ulc";

/// What companies and institutions do or are. Folded.
const TRADES: &str = "company compagnie cie store stores shop shoppe boutique magasin pharmacy pharmacie pharmaprix hospital \
    hopital clinic clinique school ecole college university universite academy academie institute institut center centre \
    church eglise restaurant resto bistro cafe hotel motel inn bank banque caisse insurance assurance assurances services \
    service solutions systems systemes technologies technology consulting consultants group groupe holding holdings \
    industries industrial industriel enterprise enterprises entreprise entreprises associates association foundation \
    fondation society societe ministry ministere department departement municipality municipalite government gouvernement \
    agency agence commission office bureau warehouse entrepot depot garage motors motor construction electric electrical \
    electrique plumbing plomberie foods food alimentation market marche supermarket supermarche grocery epicerie bakery \
    boulangerie patisserie library bibliotheque museum musee club federation union syndicat committee comite council \
    conseil realty immobilier immobiliere properties logistics logistique transport transports transportation freight \
    courier express distribution distributors distributeur wholesale supply supplies imports import exports export trading \
    international global worldwide partners partenaires ventures media studio studios laboratory laboratoire laboratoires \
    labs laboratories medical dental dentaire veterinary veterinaire care hospice surgery salon fitness furniture meubles hardware quincaillerie \
    software logiciels sports librairie bookstore fleuriste florist nursery equipment equipement products produits \
    manufacturing fabrication engineering ingenierie design communications telecom energy energie environmental \
    environnement security securite finance financial financiere capital investments investissements management gestion \
    marketing advertising publicite printing imprimerie publishing editions press presse travel voyages airlines \
    rentals rental location leasing auto autos automobile automobiles tires pneus repair reparation cleaning nettoyage \
    landscaping paysagement roofing toiture contracting contractors entrepreneur farms farm ferme brewery brasserie \
    winery vignoble gallery galerie theatre theater cinema church temple mosque synagogue parish paroisse charity \
    daycare garderie kindergarten nursing residence residences apartments condominium condos tower corporation \
    headquarters siege branch succursale division outlet mall plaza mart dept hopitaux cooperative coop trust authority \
    mutual mutuelle pizzeria grill tavern brewing bar pub catering traiteur colegio liceo lic gimnasio instituto institucion \
    escuela empresa universidad drogueria farmacia tienda variedades soluciones municipal cooperativa fundacion asociacion \
    corporacion maison chez atelier haus foyer ehpad pflegeheim altenheim seniorenheim alcaldia ministerio comercial distribuidora almacen ferreteria panaderia supermercado inversiones";

/// Parts of a company that stand where a name should: `Shipping Desk`, `Service à la clientèle`. Folded.
const DEPARTMENTS: &str = "desk department dept departement service services customer customers client clients clientele \
    support shipping receiving receiver reception receptionist dispatch dispatcher expedition expeditions livraison \
    delivery deliveries logistics logistique warehouse entrepot dock mailroom mail courrier accounts account accounting \
    comptes comptabilite payable payables receivable receivables fournisseurs billing facturation invoicing purchasing \
    procurement achats approvisionnement sales ventes orders order commandes commande returns retours fulfillment \
    fulfilment administration admin office bureau info information contact help helpdesk hr humaines ressources human \
    resources team equipe operations operator marketing traffic manager management general front back room central \
    import export imports exports inquiries enquiries webmaster noreply postmaster";

/// Words that only bind the others. Folded.
const BINDING: &str = "a au aux the of and et la le les de du des d l";

/// What companies are called by, legal forms included.
pub(super) fn organisations() -> impl Iterator<Item = &'static str> {
    LEGAL_FORMS.split_ascii_whitespace().chain(TRADES.split_ascii_whitespace())
}

/// Legal forms, folded.
pub(super) fn legal_forms() -> impl Iterator<Item = &'static str> {
    LEGAL_FORMS.split_ascii_whitespace()
}

/// Words of departments, folded.
pub(super) fn departments() -> impl Iterator<Item = &'static str> {
    DEPARTMENTS.split_ascii_whitespace()
}

/// Words that only bind the others, folded.
pub(super) fn binding() -> impl Iterator<Item = &'static str> {
    BINDING.split_ascii_whitespace()
}

/// Names of towns, folded.
pub(super) fn towns() -> impl Iterator<Item = &'static str> {
    include_str!("../../lexicons/places.txt").lines()
}

/// Provinces, states and 시도: code and names, one line each.
pub(super) const REGIONS: &str = "\
AB;alberta
BC;british columbia;colombie britannique;c b
MB;manitoba
NB;new brunswick;nouveau brunswick
NL;newfoundland and labrador;newfoundland;terre neuve et labrador
NS;nova scotia;nouvelle ecosse
NT;northwest territories;territoires du nord ouest
NU;nunavut
ON;ontario;ont
PE;prince edward island;ile du prince edouard;pei
QC;quebec;que;pq
SK;saskatchewan;sask
YT;yukon
AL;alabama
AK;alaska
AZ;arizona
AR;arkansas
CA;california;calif
CO;colorado
CT;connecticut;conn
DE;delaware
DC;district of columbia
FL;florida;fla
GA;georgia
HI;hawaii
ID;idaho
IL;illinois
IN;indiana
IA;iowa
KS;kansas
KY;kentucky
LA;louisiana
ME;maine
MD;maryland
MA;massachusetts;mass
MI;michigan;mich
MN;minnesota;minn
MS;mississippi
MO;missouri
MT;montana
NE;nebraska
NV;nevada
NH;new hampshire
NJ;new jersey
NM;new mexico
NY;new york
NC;north carolina
ND;north dakota
OH;ohio
OK;oklahoma
OR;oregon
PA;pennsylvania;penn
RI;rhode island
SC;south carolina
SD;south dakota
TN;tennessee;tenn
TX;texas;tex
UT;utah
VT;vermont
VA;virginia
WA;washington
WV;west virginia
WI;wisconsin;wis
WY;wyoming
PR;puerto rico
GU;guam
VI;virgin islands
서울;서울특별시;서울시;seoul
부산;부산광역시;부산시;busan
대구;대구광역시;대구시;daegu
인천;인천광역시;인천시;incheon
광주;광주광역시;gwangju
대전;대전광역시;대전시;daejeon
울산;울산광역시;울산시;ulsan
세종;세종특별자치시;세종시;sejong
경기;경기도;gyeonggi do;gyeonggi
강원;강원도;강원특별자치도;gangwon
충북;충청북도;chungbuk;chungcheongbuk do
충남;충청남도;chungnam;chungcheongnam do
전북;전라북도;전북특별자치도;jeonbuk
전남;전라남도;jeonnam
경북;경상북도;gyeongbuk
경남;경상남도;gyeongnam
제주;제주도;제주특별자치도;jeju
";

/// Korean names of regions, the short ones among them.
pub(super) fn korean_regions() -> impl Iterator<Item = &'static str> {
    REGIONS.lines().flat_map(|line| line.split(';')).filter(|name| !name.is_ascii())
}

/// Codes of regions.
pub(super) fn region_codes() -> impl Iterator<Item = &'static str> {
    REGIONS.lines().filter_map(|line| line.split(';').next())
}

/// Names of regions; those in Latin letters are folded.
pub(super) fn region_names() -> impl Iterator<Item = &'static str> {
    REGIONS.lines().flat_map(|line| line.split(';').skip(1))
}

const COUNTRIES: &str = "canada;ca;can;united states;united states of america;usa;us;u s a;etats unis;korea;south korea;\
republic of korea;kr;kor;korea republic of;coree;coree du sud;france;fr;fra;japan;jp;jpn;japon;china;cn;chn;chine;germany;de;deu;\
deutschland;allemagne;united kingdom;uk;gb;gbr;great britain;england;royaume uni;mexico;mx;mexique;italy;it;italie;spain;es;\
espagne;australia;au;aus;australie;belgium;belgique;be;switzerland;suisse;ch;netherlands;pays bas;nl;brazil;bresil;br;india;in;inde;\
ireland;irlande;ie;portugal;pt;poland;pologne;pl;sweden;suede;se;norway;norvege;no;denmark;danemark;dk;finland;finlande;fi;austria;\
autriche;at;czech republic;cz;hungary;hongrie;hu;russia;russie;ru;vietnam;vn;philippines;ph;thailand;th;singapore;sg;taiwan;tw;\
hong kong;hk;argentina;ar;chile;cl;colombia;co;venezuela;ve;new zealand;nz;south africa;za;egypt;eg;turkey;tr;israel;il;\
대한민국;한국;미국;일본;중국;캐나다;프랑스;독일;영국;베트남;필리핀;태국;호주";

/// Names and codes of countries; those in Latin letters are folded.
pub(super) fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split(';').chain(include_str!("../../lexicons/countries.txt").lines())
}
