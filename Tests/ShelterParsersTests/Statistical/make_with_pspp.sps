* Makes Fixtures/pspp.sav and Fixtures/pspp.zsav with PSPP, another writer than libreadstat; run in this folder.
* All places and answers are invented.
data list list (";") /nummer (n4) plaats (a30) toelichting (a600) wachttijd (f8.1) oordeel (f2.0) bezocht (edate10)
  begin (datetime20) duur (time8) groep (a12).
begin data
1;Zeist;"Rustig gelegen, café om de hoek";2.5;1;31.01.2025;31-JAN-2025 14:02:30;26:15:00;gezin
2;Ĳmuiden;"";.;9;01.02.2025;01-FEB-2025 00:00:00;00:00:01;alleenstaand
3;'s-Gravenhage;"Дуже далеко від школи";1234567.8;-1;.;.;.;onbekend
4;;"   met spaties ervoor";-0.5;2;29.02.2024;29-FEB-2024 23:59:59;23:59:59;gezin
end data.
compute toelichting = concat(rtrim(toelichting), rpad("", 400, "lang ")).
if nummer = 2 toelichting = "".
variable labels nummer "Nummer" /toelichting "Wat viel op?" /oordeel "Oordeel over de ontvangst".
value labels oordeel 1 "Goed" 2 "Matig" 9 "Weet niet" /groep "gezin" "Gezin" "alleenstaand" "Iemand alleen".
missing values oordeel (9, -1) /wachttijd (lo thru -0.1) /groep ("onbekend").
variable level oordeel (ordinal) /plaats (nominal).
save outfile="Fixtures/pspp.sav" /uncompressed.
save outfile="Fixtures/pspp.zsav" /zcompressed.
