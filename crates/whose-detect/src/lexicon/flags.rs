//! What is known of a word, in bits.

/// What a word is known as; several at once are usual (`Long` is a family name and a word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub(super) u16);

impl Flags {
    pub(super) const COMMON_GIVEN: u16 = 1;
    pub(super) const GIVEN: u16 = 1 << 1;
    pub(super) const COMMON_FAMILY: u16 = 1 << 2;
    pub(super) const FAMILY: u16 = 1 << 3;
    pub(super) const COMMON_WORD: u16 = 1 << 4;
    pub(super) const WORD: u16 = 1 << 5;
    pub(super) const ORGANISATION: u16 = 1 << 6;
    pub(super) const PLACE: u16 = 1 << 7;
    pub(super) const LEGAL_FORM: u16 = 1 << 8;
    pub(super) const DEPARTMENT: u16 = 1 << 9;
    pub(super) const BINDING: u16 = 1 << 10;
    pub(super) const TITLE: u16 = 1 << 11;
    pub(super) const PARTICLE: u16 = 1 << 12;
    pub(super) const BEGINS_TOWN: u16 = 1 << 13;
    pub(super) const BEGINS_REGION: u16 = 1 << 14;
    pub(super) const BEGINS_COUNTRY: u16 = 1 << 15;

    const fn any(self, bits: u16) -> bool {
        self.0 & bits != 0
    }

    /// A given name, common or rare.
    #[must_use]
    pub const fn given(self) -> bool {
        self.any(Self::COMMON_GIVEN | Self::GIVEN)
    }

    /// One of the commonest given names.
    #[must_use]
    pub const fn common_given(self) -> bool {
        self.any(Self::COMMON_GIVEN)
    }

    /// A family name, common or rare.
    #[must_use]
    pub const fn family(self) -> bool {
        self.any(Self::COMMON_FAMILY | Self::FAMILY)
    }

    /// One of the commonest family names.
    #[must_use]
    pub const fn common_family(self) -> bool {
        self.any(Self::COMMON_FAMILY)
    }

    /// A given or family name.
    #[must_use]
    pub const fn name(self) -> bool {
        self.given() || self.family()
    }

    /// An ordinary English or French word.
    #[must_use]
    pub const fn word(self) -> bool {
        self.any(Self::COMMON_WORD | Self::WORD)
    }

    /// Part of the name of a company or authority.
    #[must_use]
    pub const fn organisation(self) -> bool {
        self.any(Self::ORGANISATION)
    }

    /// A town whose name is one word.
    #[must_use]
    pub const fn place(self) -> bool {
        self.any(Self::PLACE)
    }

    /// A legal form of companies.
    #[must_use]
    pub const fn legal_form(self) -> bool {
        self.any(Self::LEGAL_FORM)
    }

    /// Names a part of a company.
    #[must_use]
    pub const fn department(self) -> bool {
        self.any(Self::DEPARTMENT)
    }

    /// Any sign of an organisation: part of its name, a legal form, a department.
    #[must_use]
    pub const fn tells_organisation(self) -> bool {
        self.any(Self::ORGANISATION | Self::LEGAL_FORM | Self::DEPARTMENT)
    }

    /// Binds the words of such a name.
    #[must_use]
    pub const fn binding(self) -> bool {
        self.any(Self::BINDING)
    }

    /// A title before or after a name.
    #[must_use]
    pub const fn title(self) -> bool {
        self.any(Self::TITLE)
    }

    /// A particle inside family names.
    #[must_use]
    pub const fn particle(self) -> bool {
        self.any(Self::PARTICLE)
    }

    /// The first word of a town's name.
    #[must_use]
    pub const fn begins_town(self) -> bool {
        self.any(Self::BEGINS_TOWN)
    }

    /// The first word of a region's name.
    #[must_use]
    pub const fn begins_region(self) -> bool {
        self.any(Self::BEGINS_REGION)
    }

    /// The first word of a country's name.
    #[must_use]
    pub const fn begins_country(self) -> bool {
        self.any(Self::BEGINS_COUNTRY)
    }
}
