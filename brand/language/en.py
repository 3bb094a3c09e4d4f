"""English word lists for splitting sentences and for the forms of terms."""

from brand.language.vocabulary import Vocabulary, word_set

ENGLISH = Vocabulary(
    key="en",
    abbreviations=word_set("""
        mr mrs ms mx dr prof rev hon gen col capt lt sgt gov sen rep pres messrs mt e.g e.~g i.e i.~e viz vs v cf
        approx incl excl esp resp nos al ed eds vol dept est fig figs ph
    """),
    closing_abbreviations=word_set("""
        u.s u.~s u.s.a u.k u.n e.u d.c l.a a.m a.~m p.m p.~m b.c a.d inc ltd co corp llc plc bros jr sr st ave rd blvd
        sq ph.d m.d b.a m.a b.sc m.sc tel ext jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
        thur thurs fri sat sun
    """),
    counting_abbreviations=word_set(
        "no op p pp art sec ch nr ca min max etc ft in lb lbs oz hr hrs mins secs bldg rm apt"
    ),
    months=word_set("""
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec
    """),
    starters=word_set("""
        the a an this that these those my your his her its our their i you he she it we they who what when where why
        how which whose there here and or but so yet nor if because although though while since until unless after
        before once as in on at by for from to with without about over under between during is are was were has have
        had do does did can could will would should may might must let don't please no not yes now then today tomorrow
        yesterday still also even just only more most many some all any each every both few several such another other
        others however therefore meanwhile instead besides finally first next later soon maybe perhaps nothing
        everything everyone nobody somebody try get discover shop order save join find see come take make use start
        stop call click visit read look bring send ask neither either none something anyone someone afterwards
        weekends everywhere
    """),
    ordinal_dots=False,
    term_endings=("s", "es", "'s"),
)
