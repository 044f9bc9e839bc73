"""Chinese and Korean names: family name first, and given names that several systems put into Latin letters."""

import re
from functools import lru_cache

from pipelines.enrich.entities.names.folding import word_set

CHINESE_SURNAMES = word_set("""ai bi bian dai fei geng ji jian jing kuang lang miao mu nie niu ouyang pang pei qi qu ruan sha shang shao sheng tong tu wan wen weng xing zang zhan zhen chao hsiao chien chiu tseng kuo lo kao hsieh shih pai yeh chuang tsao kuan kung jen hsia bai cai cao chan chang chen cheng chiang chou chu cui deng ding dong du duan fan fang feng fu gao gong gu guo han hao he hou hsieh hsu hu hua huang hui jia jiang
    jin kang kong lai lam lau lee lei leung li liang liao lin ling liu long lou lu luo ma mao meng mo ng pan peng qian qiao qin qiu ren shen shi song su sun tan tang tao teng tian
    tsai tsang tung wan wang wei wen wong wu xi xia xiang xiao xie xiong xu xue yan yang yao ye yeung yi yin yu yuan zeng zhai zhang zhao zheng zhong zhou zhu zhuang zou bo""")  # fmt: skip

_SURNAME_SPELLINGS = """kim gim; lee yi rhee ri li; park pak bak; choi choe; chung jung jeong chong; kang gang; cho jo; yoon yun; jang chang; lim im rim; han; oh o; seo suh so; shin sin
kwon gwon; hwang; ahn an; song; yoo yu ryu; hong; jeon chun chon jun; ko go koh; moon mun; yang; son sohn; bae pae; baek paik paek; heo huh hur ho; nam; sim shim; roh noh no; ha; kwak gwak; sung seong; cha; joo ju chu; woo u wu; koo ku gu; min; jin chin; ban pan; hyon hyun; choe choi; pyon byun"""

_SYLLABLE_SPELLINGS = """seok suk sok; yeol yul yol; myung myeong myong; hyun hyeon hyon; young yeong yong; jung jeong chung chong; geun keun kun; doo du tu; moo mu; moon mun; joon jun chun; hoon hun
soo su; woo u wu; sung seong song; dae tae; jae chae; eun un; gi ki; kyung gyeong kyong kyoung; joo ju chu; hye hae; hee hui hi; gyu kyu; kook kuk guk; cheol chul chol; shik sik; ok uk; yeon yun yon; seon sun son; guen geun; sook suk; bae pae; beom bum pom; byung byeong pyong; gun kun geon; kwan gwan; jin chin; jong chong; yo; il; in; ha; na; ra; hwan; min; ho; hyuk hyok hyeok; sang; wook uk; bong pong; taek thaek tek; nam"""

KOREAN_SURNAMES = frozenset(_SURNAME_SPELLINGS.replace(";", " ").split())


def is_east_asian_surname(token: str) -> bool:
    """True for a folded Chinese or Korean family name."""
    return token in CHINESE_SURNAMES or token in KOREAN_SURNAMES


def _classes(spellings: str) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(spellings.replace("\n", ";").split(";")):
        for form in line.split():
            numbers.setdefault(form, set()).add(number)
    return {form: frozenset(found) for form, found in numbers.items()}


_SURNAME_CLASS = _classes(_SURNAME_SPELLINGS)
_SYLLABLE_CLASS = _classes(_SYLLABLE_SPELLINGS)

_PINYIN = re.compile(
    r"(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
)
_WADE_GILES = re.compile(
    r"(?:hs|sh|ch|ts|tz|ss|sz|[pmftnlkhjyw])?(?:iang|iung|uang|ang|eng|ing|ung|ien|iao|uai|uan|ueh|eh|ih|ai|an|ao|ei|en|ia|in|iu|ou|ua|ui|un|uo|u|a|e|i|o)"
)
_KOREAN = re.compile(r"(?:kk|tt|pp|ss|jj|ch|sh|th|[gkndtrlmbpsjh])?(?:yeo|yae|wae|you|yu|yo|ya|ye|wa|wo|we|wi|eui|eu|eo|ae|oo|ee|ou|oe|ui|uh|a|e|i|o|u)(?:ng|ck|[kgnlrmpbt])?")  # fmt: skip
MAX_GIVEN_CHARS = 14
"""No given name of two syllables is longer; a longer token is not tried."""


@lru_cache(maxsize=1 << 14)
def syllables(token: str, *, korean: bool) -> tuple[str, ...]:
    """A folded given name cut into one or two syllables; empty when it does not read as such a name."""
    if not 2 <= len(token) <= MAX_GIVEN_CHARS:
        return ()
    patterns = (_KOREAN,) if korean else (_PINYIN, _WADE_GILES)
    for pattern in patterns:
        if pattern.fullmatch(token):
            return (token,)
        for cut in range(len(token) - 1, 0, -1):
            if pattern.fullmatch(token[:cut]) and pattern.fullmatch(token[cut:]):
                return (token[:cut], token[cut:])
    return ()


# The sounds that Wade-Giles and Pinyin write apart, made one. `j` is Pinyin's `r` in Wade-Giles.
_SHARED = (
    ("^(?:zh|ch|ts|tz|z|c|q)", "C"), ("^(?:hs|x|sh|sz|ss|s)", "S"), ("^(?:k|g)", "K"), ("^(?:p|b)", "P"), ("^(?:t|d)", "T"),
    ("ung$", "ong"), ("ien$", "ian"), ("ueh$|ue$", "ue"), ("eh$", "e"), ("ih$|u$", "i"), ("uo$", "o"), ("v", "u"), ("^yi?", "y"),
)  # fmt: skip
_WADE_GILES_SKELETON = tuple((re.compile(p), r) for p, r in (("^j", "R"), *_SHARED))
_PINYIN_SKELETON = tuple((re.compile(p), r) for p, r in (("^r", "R"), ("^j", "C"), *_SHARED))


@lru_cache(maxsize=1 << 14)
def chinese_skeleton(syllable: str, *, is_wade_giles: bool) -> str:
    """A syllable with the letters that the two systems write apart made one: tung = dong, tse = ze, jung = rong."""
    for pattern, replacement in _WADE_GILES_SKELETON if is_wade_giles else _PINYIN_SKELETON:
        syllable = pattern.sub(replacement, syllable)
    return syllable


def same_korean_surname(one: str, other: str) -> bool:
    """True when two folded surnames are spellings of one Korean surname (Park, Pak, Bak)."""
    return one == other or bool(_SURNAME_CLASS.get(one, frozenset()) & _SURNAME_CLASS.get(other, frozenset()))


def same_korean_syllables(one: str, other: str) -> bool:
    """True when two folded given names are the same syllables, each in a spelling of its own (Geun-hye, Kun-hye)."""
    left, right = syllables(one, korean=True), syllables(other, korean=True)
    if not left or len(left) != len(right):
        return False
    return all(
        a == b or bool(_SYLLABLE_CLASS.get(a, frozenset()) & _SYLLABLE_CLASS.get(b, frozenset()))
        for a, b in zip(left, right, strict=True)
    )


def korean_surname_classes(surname: str) -> list[int]:
    """Numbers of the Korean surnames that a folded token may spell."""
    return sorted(_SURNAME_CLASS.get(surname, ()))


def korean_syllable_keys(given: str) -> list[str]:
    """Keys one of which two spellings of the same Korean given name share."""
    options = [
        [f"c{number}" for number in sorted(_SYLLABLE_CLASS.get(s, ()))] + [s] for s in syllables(given, korean=True)
    ]
    keys = [""]
    for option in options:
        keys = [f"{key}.{choice}" for key in keys for choice in option]
    return keys if options else []
