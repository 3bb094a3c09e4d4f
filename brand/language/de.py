"""German word lists for splitting sentences and for the forms of terms."""

from brand.language.vocabulary import Vocabulary, word_set

_MONTHS = """
    januar jänner februar feber märz april mai juni juli august september oktober november dezember
    jan feb mär mrz apr jun jul aug sep sept okt nov dez
"""

GERMAN = Vocabulary(
    key="de",
    # Something always follows these.
    abbreviations=word_set("""
        z.b z.~b d.h d.~h i.d.r i.~d.~r i.a i.~a u.u u.~u o.g o.~g s.o s.~o s.u s.~u v.a v.~a z.t z.~t m.e m.~e i.s.d
        i.~s.~d i.v.m i.~v.~m u.z u.~z z.hd z.~hd hd z.hdn b.a dr prof dipl ing dr.-ing dipl.-ing med phil jur rer nat
        mag hr fr frl mr mrs ms mons st hl lt vgl bspw bzgl bzw ggf evtl evt inkl exkl zzgl abzgl einschl insb insbes
        sog gem ca nr nrn hrsg verf allg dt engl franz ital österr schweiz ehem geb gest verh urspr entspr betr
        durchschn jährl mtl monatl wöchentl tägl rd erm gr gegr ggü hausnr art.-nr best.-nr bestell-nr kd.-nr tel.-nr
        lfd zus fa hob
    """),
    # May stand last; the next word decides.
    closing_abbreviations=word_set("""
        usw etc u.a u.~a u.ä u.~ä o.ä o.~ä u.v.m u.~v.~m u.v.a.m u.~v.~a.~m uvm u.s.w usf u.a.m u.~a.~m dgl u.dgl
        u.~dgl o.dgl o.~dgl n.chr n.~chr v.chr v.~chr jh jhd mio mrd tsd std sek stck pkg co inc ltd corp e.v e.~v a.d
        a.~d i.r i.~r a.m a.~m p.m p.~m u.s u.~s u.s.a jr sr pers qm h.c abk str pl aufl ausg jan feb mrz apr aug sept
        okt nov dez s.a o.j o.~j p.a p.~a
    """),
    # Words in their own right, or weekdays.
    counting_abbreviations=word_set("""
        no art abs abschn kap ziff bd s abb tab anm fig max min mind tel fax mobil fon ab mo di mi do fr sa so sep jun
        jul mär ct st stk anl
    """),
    months=word_set(_MONTHS),
    starters=word_set("""
        ab der die das den dem des ein eine einen einem einer eines kein keine keinen ich du er sie es wir ihr man mich
        dich uns euch mir dir ihm ihn ihnen mein meine dein deine deinen sein seine unser unsere unseren unserem
        unserer euer eure ihre ihren ihrem ihrer dieser diese dieses diesen diesem jeder jede jedes jeden alle alles
        viele manche einige mehr beide wer was wann wo wie warum wieso weshalb woher wohin welche welcher welches und
        oder aber denn doch sondern auch nur noch schon sogar selbst wenn weil dass damit obwohl falls sobald bevor
        nachdem während seit bis ob als da in im an am auf aus bei beim mit nach von vom vor zu zum zur für durch
        gegen ohne um über unter zwischen trotz wegen hier dort dann danach davor dazu dafür dabei daher deshalb darum
        deswegen so jetzt heute morgen gestern bald immer nie oft manchmal meist erst zuerst zuletzt endlich
        schließlich außerdem zudem allerdings jedoch trotzdem dennoch natürlich vielleicht leider insgesamt seitdem
        inzwischen mittlerweile später früher ist sind war waren hat haben wird werden kann können bitte ja nein nicht
        nichts jemand niemand entdecke entdecken hol holen spar sparen sichere sichern mach machen komm kommen schau
        schauen lass lassen nutze nutzen bestell bestelle bestellen probier probiere probieren freu freuen
        vorher nachher
    """),
    ordinal_dots=True,
    term_endings=("s", "n", "en", "es"),
)
