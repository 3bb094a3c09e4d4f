"""What Word, Google Docs and web pages put on the clipboard, as they write it. Written for these tests."""

# ruff: noqa: E501 -- as long as the programs write them

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {mso-style-unhide:no; margin:0cm; font-family:"Calibri",sans-serif;} --></style>
</head><body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->
<h1 style='mso-outline-level:1'><a name="_Toc123"><span style='font-family:"Arial"'>Die Laterne</span></a><o:p></o:p></h1>
<p class=MsoNormal style='margin-bottom:12.0pt;line-height:150%'><span lang=DE style='font-size:11.0pt;mso-fareast-language:EN-US'>Sie
brennt <b style='mso-bidi-font-weight:normal'>acht&nbsp;Stunden</b> &#8211; und kostet 10&nbsp;%&#160;weniger als
„vorher“.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Kupfer&shy;schmiede, <i>Hand&#8203;arbeit</i>, <u>sehr</u>
<ins cite="mailto:Edda" datetime="2026-11-20T10:00">schön</ins>
<a href="https://nordlicht.example/laterne?utm_source=word"><span style='color:blue'>hier ansehen</span></a>.
<!--[if !supportAnnotations]--><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[E1]</a></span><!--[endif]--></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>Erster Punkt<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New";mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Darunter<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=208><p class=MsoNormal>Höhe<o:p></o:p></p></td><td><p class=MsoNormal>32&nbsp;cm<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><span style='display:none;mso-hide:all'>Geheime Anmerkung</span>Schluss.</p>
<!--EndFragment--></body></html>"""

WORD_TEXT = "Die Laterne\r\nSie brennt acht\u00a0Stunden \u2013 und kostet 10\u00a0%\u00a0weniger als \u201evorher\u201c.\r\nSchluss.\r\n"

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1b2c"><p dir="ltr"
style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;">Die Laterne ist </span><span
style="font-size:11pt;font-weight:700;white-space:pre-wrap;">sehr warm</span><span style="font-style:italic;font-weight:400"> im Winter</span><span
style="font-weight:400">.</span></p><ul><li dir="ltr" style="list-style-type:disc" aria-level="1"><p
role="presentation"><span style="font-weight:400">Kupfer</span></p></li><li dir="ltr" aria-level="1"><p role="presentation"><span
style="font-weight:400">Glas</span></p></li></ul><p dir="ltr"><a
href="https://www.google.com/url?q=https://nordlicht.example/pflege&amp;sa=D&amp;source=docs&amp;ust=1&amp;usg=AO"><span>Pflege</span></a></p></b><br
class="Apple-interchange-newline">"""

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

WEB = f"""<html><body><!--StartFragment--><div class="hero" onclick="evil()"><h2>Neu im&nbsp;Laden</h2><div>Erste Zeile<br>Zweite
Zeile</div><p>Schau <a href="javascript:alert(1)">hier</a>, <a href="about:blank">dort</a>, <a href="/relativ">da</a> und
<a href="https://shop.example/x?utm_source=news&amp;gclid=abc&amp;fbclid=def&amp;farbe=rot">im Laden</a>.</p>
<p>Ein Bild: <img src="{PIXEL}" alt="Kleiner Punkt"> davor <img src="https://shop.example/a.jpg" alt="Laterne im Schnee"> danach.</p>
<script>evil()</script><style>.x{{}}</style><p style="display:none">Versteckt</p><p hidden>Auch versteckt</p>
<button>Kaufen</button><p>\u200bNull\ufeffbreite \u202eumgekehrt\u202c Zeichen\u2060.</p></div><!--EndFragment--></body></html>"""
