"""Foreign names as Vietnamese announcers say them, from real English sounds of the library."""

from __future__ import annotations

import ctypes
import string
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.engines.espeak import english_sounds
from broadcaster.sound.engines.foreign import is_foreign, respelled
from broadcaster.sound.engines.libespeak import library
from broadcaster.words.reading import read

NAMES = {
    "Facebook": "phây búc",
    "Zalo": "da lô",
    "COVID": "cô vít",
    "covid": "cô vít",
    "Samsung": "xam xung",
    "Microsoft": "mai cờ rô xóp",
    "Boeing": "bô inh",
    "Washington": "oa sinh tơn",
    "Google": "gu gồ",
    "TikTok": "tích tóc",
    "Honda": "hôn đa",
    "Toyota": "toi ô ta",
    "Paris": "pa rít",
    "London": "lân đơn",
    "Internet": "in tơ nét",
    "online": "on lai",
    "website": "oép xai",
    "email": "i meo",
    "AstraZeneca": "át tra dê nê ca",
    "Pfizer": "phai dơ",
    "WiFi": "oai phai",
    "camera": "ca mê ra",
    "radio": "ra đi ô",
    "video": "vi đê ô",
    "Putin": "pu tin",
    "Trump": "trâm",
    "Singapore": "xinh ga po",
    "Malaysia": "ma lai xi a",
    "Obama": "ô ba ma",
    "Ronaldo": "rô nan đô",
    "Vietcombank": "viết com bang",
    "app": "áp",
    "clip": "cờ líp",
    "Nobel": "nô ben",
    "Tesla": "tết la",
    "Canada": "ca na đa",
    "Tokyo": "tô ki ô",
    "Barcelona": "ba xê lô na",
    "Argentina": "a giên ti na",
    "Techcombank": "téc com bang",
    "hotline": "hót lai",
    "insulin": "in xu lin",
    "iPhone": "ai phôn",
}


@pytest.mark.parametrize(("written", "said"), NAMES.items(), ids=NAMES)
def test_names_are_said_as_announcers_say_them(written: str, said: str) -> None:
    assert respelled(written, english_sounds) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("HIV", "hát i vê"),
        ("VNPT", "vê en nờ pê tê"),
        ("UBND", "u bê en nờ dê"),
        ("HĐND", "hát đê en nờ dê"),
        ("USD", "u ét sì dê"),
        ("UNESCO", "u nết cô"),
        ("NASA", "na xa"),
        ("phòng 105", "phòng một không năm"),
        ("Krông Bông, Chư Prông", "Cờ rông Bông, Chư Pờ rông"),
        ("quán café", "quán ca phây"),
        ("xăng E5, thôn 2A, H5N1", "xăng E năm, thôn hai A, H năm N một"),
        ("3,5", "ba,năm"),
        ("10² m", "một không² m"),
        ("số ٣", "số ba"),
    ],
)
def test_capitals_and_digits_that_were_left_are_said_in_vietnamese(written: str, said: str) -> None:
    assert respelled(written, english_sounds) == said


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em.",
        "ỦY BAN NHÂN DÂN XÃ, ĐI RA",
        "khuỷu tay quyết giếng gìn nghiêng ngoằn ngoèo khuya rượu yếu uống oái quạu",
        "bà con xem ti vi, kem, ga, xa tan lap",
        "Đắk Lắk, Ê Đê, H’Mông, Đắk R’lấp, Xơ-đăng",
        "trông triều trả, bé khóc, bàn là, ghế",
        "日本 Москва",
    ],
)
def test_vietnamese_and_what_it_does_not_know_stays_as_it_is(text: str) -> None:
    assert respelled(text, english_sounds) == text


def test_letters_have_the_names_that_the_reading_gives_them() -> None:
    for letter in "ABCDGHIKLMNPQRSTVXZ":
        read_out = read(f"tổ {letter}X9K").text
        assert read_out.startswith(f"tổ {respelled(f'{letter}Q', english_sounds)[: -len(' quy')]} ")


def test_every_vietnamese_rime_is_known_for_vietnamese() -> None:
    rimes = (
        "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich iec iem ien "
        "ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay "
        "oc oe oen oeo oet oi om on ong oong op ot u ua uan uang uat uay uc ue uech uenh ui um "
        "un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu "
        "y yem yen yet yeu"
    )
    assert [rime for rime in rimes.split() if is_foreign(f"h{rime}")] == []


def vietnamese_phonemes(text: str) -> str:
    with library() as session:
        session.sounds_of("a", "vi")
        rest = ctypes.c_char_p(text.encode())
        said = b""
        while rest.value:
            said += session.handle.espeak_TextToPhonemes(ctypes.byref(rest), 1, 0) or b""
    return said.decode()


@settings(max_examples=150, deadline=None)
@given(st.text(string.ascii_letters, min_size=2, max_size=12))
def test_whatever_the_letters_all_is_said_with_vietnamese_sounds(word: str) -> None:
    said = respelled(word, english_sounds)
    assert said.strip()
    if is_foreign(word):
        assert "(en)" not in vietnamese_phonemes(said), (word, said)
    assert said == unicodedata.normalize("NFC", said)
