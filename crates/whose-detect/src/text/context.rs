//! Words beside a name or place that tell what it is. All are lower case.

use std::sync::LazyLock;

use crate::lexicon::hash_small;

/// What a word says of what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Says(u16);

impl Says {
    /// A title: a name follows.
    pub const TITLE: Self = Self(1);
    /// A role: a name may follow (`juge Clarke`, `coach Smith`).
    pub const ROLE: Self = Self(1 << 1);
    /// Before a person: `by`, `dear`.
    pub const BEFORE_PERSON: Self = Self(1 << 2);
    /// After a person: `said`, `who`.
    pub const AFTER_PERSON: Self = Self(1 << 3);
    /// Before a place: `in`, `near`.
    pub const BEFORE_PLACE: Self = Self(1 << 4);
    /// An article: what follows is rarely a person.
    pub const ARTICLE: Self = Self(1 << 5);
    /// A particle inside a name: `van`, `de`.
    pub const PARTICLE: Self = Self(1 << 6);
    /// Weekdays, months, languages, peoples: capitalised, and no names.
    pub const NO_NAME: Self = Self(1 << 7);
    /// Before a place where someone lives or comes from.
    pub const LIVES: Self = Self(1 << 8);
    /// Two names stand on its sides: `and`.
    pub const BETWEEN: Self = Self(1 << 9);

    /// A name follows directly: `dear`, `named`.
    pub const CALLED: Self = Self(1 << 10);
    /// The last word of a place, team or institution: `Park`, `University`.
    pub const LANDMARK: Self = Self(1 << 11);

    /// `North`, `New`: before the name of a place.
    pub const DIRECTION: Self = Self(1 << 12);

    /// Before the name of whoever a place is called after: `aéroport`.
    pub const NAMES_A_PLACE: Self = Self(1 << 13);

    /// Does it say any of these?
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const WORDS: [(Says, &str); 14] = [
    (
        Says::NAMES_A_PLACE,
        "aéroport aeroport gare lycée collège hôpital stade musée aeropuerto aeroporto flughafen estadio",
    ),
    (
        Says::DIRECTION,
        "north south east west northern southern eastern western central upper lower greater nazi \
         new lake port mount fort saint sainte",
    ),
    (
        Says::CALLED,
        "cust pax insd pt dear hi hello hey bonjour bonsoir cher chère named called née né nommé nommée appelé appelée dénommé dénommée \
         messrs époux sergent caporal",
    ),
    (
        Says::LANDMARK,
        "park parks lake lakes pond brook creek river bay beach island islands mountain mountains mount hill hills valley \
         forest woods canyon falls mill mills dock docks harbor harbour port bridge road street avenue ave lane drive \
         boulevard square plaza place court gardens garden field fields playfield stadium arena gym hall house tower \
         castle palace cathedral church chapel abbey temple museum theatre theater cinema hotel restaurant school \
         college university institute academy library hospital clinic centre center station airport railway railroad \
         line highway route county district province state city town village parish borough township region territory \
         club team fc afc united rovers league cup cups trophy championship championships tournament olympics games \
         stream neck stravenue meadow meadows dam rapids shoal shoals harbors islands isle islands mall manor manors burg burgs \
         orchard oval spur spurs extension extensions causeway viaduct underpass overpass throughway trafficway tunnel skyway \
         motorway freeway expressway summit landing knoll knolls inlet ferry well wall gateway trace track bypass series season show festival tour award awards prize medal orchestra band choir ensemble quartet records music \
         album press publishing books magazine journal times post herald gazette tribune news network radio tv channel \
         studios pictures films inc llc ltd plc corp corporation company co gmbh sa group holdings industries bank \
         insurance systems technologies software labs research partners associates consulting services solutions union \
         council committee commission department ministry office bureau agency authority association society \
         foundation institution party army navy corps regiment brigade division battalion squadron fleet war battle \
         treaty act bill law amendment project program programme system model theory theorem effect disease syndrome \
         cliffs parkways spring springs ridge point pass bypass flats forges port lodge estate estates mission plains \
         prairie trail crossing junction",
    ),
    (
        Says::TITLE,
        "mr mrs ms miss mx dr prof sir rev hon monsieur madame mademoiselle docteur m mme mlle me mm mmes messrs \
         lord lady maître maitre señor señora herr frau senhor senhora sra srta sayın \
         cllr councillor pcso rabbi reverend doña dña pani",
    ),
    (
        Says::ROLE,
        "judge justice captain colonel general lieutenant sergeant major president senator governor mayor director \
         manager coach professor doctor nurse officer detective inspector agent actor actress singer guitarist \
         drummer bassist pianist composer author writer poet novelist artist painter producer playwright journalist \
         reporter editor host founder chairman secretary minister king queen prince princess emperor saint pope \
         bishop archbishop cardinal father brother sister uncle aunt cousin mother husband wife son daughter friend \
         colleague partner assistant lawyer attorney defendant plaintiff witness patient player pitcher quarterback \
         striker goalkeeper manager wrestler boxer driver admiral commander chef \
         juge président présidente greffier greffière avocat avocate docteur professeur directeur directrice \
         commissaire inspecteur capitaine colonel général ministre sénateur député maire agent délégué conseil \
         requérant requérante époux épouse fils fille frère sœur père mère oncle tante client cliente témoin \
         kunde kunden kundin klient paciente paziente mitarbeiter mitarbeiterin \
         solicitor barrister conseils kollege kollegin confrère",
    ),
    (
        Says::BEFORE_PERSON,
        "by with thanks regards sincerely cheers am i'm is said told asked met \
         featuring starring versus vs against between including nee née née que par avec chez contre cordialement merci for to from like as while when",
    ),
    (
        Says::AFTER_PERSON,
        "said says was is who whose wrote writes told asked had has born died joined married became lives lived \
         works worked plays played won sang directed founded replied thinks thought called \
         shouted shouts whispered answered laughed smiled gave given does did went came goes moved left wants wanted \
         began started believes agreed decided claims claimed argued noted added explained stated testified and et qui a fut est \
         était avait dit déclara née né soutient allègue",
    ),
    (
        Says::BEFORE_PLACE,
        "in at near à en dans au aux throughout visiting across toward towards outside northern southern \
         eastern western vers depuis via",
    ),
    (
        Says::ARTICLE,
        "the a an this that these those la le les un une des cette ces ce l' its their our your my his her",
    ),
    (
        Says::PARTICLE,
        "de da do dos du des del della di la le van von der den ter ten zu bin ibn al el af y e of und",
    ),
    (
        Says::NO_NAME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
         september october november december english french german spanish italian russian chinese japanese korean \
         american british canadian european african asian indian australian irish scottish dutch swedish polish \
         greek turkish roman latin jewish christian muslim catholic internet i ok usa uk us eu un tv dvd cd ceo \
         janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi \
         jeudi vendredi samedi dimanche convention cour commission gouvernement etat état article règlement \
         république royaume parlement chambre iban bic rib swift ssn sin nas nir dob ddn tel fax mob cell vin pin cvv cvc \
         id mrn npi nhs zip url faq pdf sms dossier client policy claim invoice account",
    ),
    (
        Says::LIVES,
        "live lives lived living born moved move moving originally based travelling traveling travel visit visiting \
         grew raised resident native habite habitant réside né née domicilié",
    ),
    (Says::BETWEEN, "and & et ou or"),
];

/// Hash of a word in lower case, and what it says; open addressing, half full at most.
struct Table(Vec<(u64, Says)>);

const SLOTS: usize = 4096;

static SAID: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table(vec![(0, Says::default()); SLOTS]);
    for (says, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            let hash = hash(word);
            let at = table.slot(hash);
            table.0[at] = (hash, table.0[at].1.with(says));
        }
    }
    table
});

impl Table {
    fn slot(&self, hash: u64) -> usize {
        let mut at = (hash >> 32) as usize & (SLOTS - 1);
        while self.0[at].0 != 0 && self.0[at].0 != hash {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }
}

fn hash(word: &str) -> u64 {
    hash_small(word).unwrap_or(1)
}

/// Is it a title, behind which a name follows?
pub(crate) fn is_title(word: &str) -> bool {
    says(word).any(Says::TITLE)
}

/// What a word says, whatever its case and the sign behind it.
pub(super) fn says(word: &str) -> Says {
    says_bare(word.trim_end_matches(['.', ',', ':', ';']))
}

/// What a word without signs behind it says.
pub(super) fn says_bare(word: &str) -> Says {
    if word.len() > 16 || word.is_empty() {
        return Says::default();
    }
    let table = &*SAID;
    table.0[table.slot(hash(word))].1
}
