"""Month names as dates of three parts write them, in the languages of the known reports."""

from __future__ import annotations

# ruff: noqa: RUF001 - Turkish and Russian have letters that look Latin
_NAMES = (
    "jan january januar janvier janv enero ene janeiro gennaio gen января янв ocak oca stycznia styczeń sty januari",
    "feb february februar février févr fevr febrero fevereiro fev febbraio февраля фев февр şubat şub lutego luty lut",
    "mar march märz mär mrz mars marzo março marca marzec марта мар mart maart mrt",
    "apr april avril avr abril abr aprile апреля апр nisan nis kwietnia kwiecień kwi",
    "may mai mayo maio maggio mag мая май mayıs maja maj mei",
    "jun june juni juin junio junho giugno giu июня июн haziran haz czerwca czerwiec cze",
    "jul july juli juillet juil julio julho luglio lug июля июл temmuz tem lipca lipiec lip",
    "aug august août aout agosto ago августа авг ağustos ağu sierpnia sierpień sie augustus",
    "sep sept september septembre septiembre setembro settembre set сентября сен сент eylül eyl września wrzesień wrz",
    "oct okt october oktober octobre octubre outubro out ottobre ott октября окт ekim eki października październik paź",
    "nov november novembre noviembre novembro ноября ноя нояб kasım kas listopada listopad lis",
    "dec dez december dezember décembre déc diciembre dic dezembro dicembre декабря дек aralık ara grudnia gru",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
