"""Clipboards as programs write them: Word, Google Docs, a browser. The text is made up."""

from __future__ import annotations

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<style><!-- @list l0 {mso-list-id:1;} p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=EN-GB style='tab-interval:36.0pt'>
<!--StartFragment-->
<h2 style='margin-top:2.0pt'>Treatment<o:p></o:p></h2>
<p class=MsoNormal><span lang=EN-US>A <b style='mso-bidi-font-weight:normal'>plain</b> paragraph:
do <i>not</i> exceed 10&nbsp;mg.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Start at 2.5 mg; eGFR ≤ 30 mL/min/1.73 m<sup>2</sup>:
stop<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier
New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>CO<sub>2</sub>
retention is a risk<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:108.0pt;text-indent:-18.0pt;mso-list:l0
level3 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>§<span>&nbsp; </span></span><![endif]>less than 1 in 1,000<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Review after 4–6 weeks<o:p></o:p></p>
<p class=MsoNormal>After the list.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>First step<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Second step<o:p></o:p></p>
<!--EndFragment-->
</body></html>"""

GOOGLE = """<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;"
id="docs-internal-guid-0f1e"><h2 dir="ltr"><span
style="font-size:16pt;font-weight:400;">Monitoring</span></h2>
<ul style="margin-top:0;margin-bottom:0;"><li dir="ltr" style="list-style-type:disc;"
aria-level="1"><p
dir="ltr" role="presentation"><span style="font-weight:700;">Never</span><span
style="font-weight:400;"> give
with an MAOI; </span><span style="font-style:italic;">wait 14 days</span></p></li><ul><li dir="ltr"
aria-level="2"><p dir="ltr" role="presentation"><span>10</span><span
style="vertical-align:super;">9</span><span>/L or more</span></p></li></ul><li dir="ltr"
aria-level="1"><p
dir="ltr" role="presentation"><span style="font-weight:400;">Blood pressure before and
after</span></p></li></ul>
</b><br class="Apple-interchange-newline">"""

PAGE = """<meta charset='utf-8'><h2 style="color: rgb(0, 0, 0);">Benefit</h2><ul style="font-style:
normal;">
<li>Rapid but short-lived&nbsp;<a href="https://example.org/p#ref1">(1)</a>.<ul><li>Up to 1–2 weeks
(1, 2).</li>
<li>Not in grade (3) disease</li></ul></li><li>Safe over four weeks [2]</li></ul>
<h2>References</h2><ol><li>Corriger A, Pickering G. Ketamine and depression: a narrative review.
Drug Des
Devel Ther 2019;13:3051-3067.</li><li>Mandal S, Sinha VK, Goyal N. Efficacy of ketamine therapy in
the
treatment of depression. Indian J Psychiatry 2019;61(5):480-485.</li></ol>"""

TEXT = """Benefit

  • Rapid but short-lived (1)
      ◦ Up to 1–2 weeks (1, 2)
  • Safe over four weeks, ≤ 0.5 mg/kg

References
1. Corriger A, Pickering G. Ketamine and depression. Drug Des Devel Ther 2019;13:3051-3067.
2. Mandal S, Sinha VK, Goyal N. Efficacy of ketamine. Indian J Psychiatry 2019;61(5):480-485.
"""
