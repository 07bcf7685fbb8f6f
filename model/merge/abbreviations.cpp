// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/abbreviations.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

/// A word within an abbreviation of several, as in "i.e" and "p.m", has at most so many letters.
constexpr qsizetype kLongestPart = 3;

QSet<QString> words(QStringView list)
{
    QSet<QString> result;
    for (const QStringView word : list.tokenize(u' '))
        result.insert(word.toString());
    return result;
}

const QSet<QString> &abbreviations()
{
    static const QSet<QString> all = words(
        // English
        u"abbr abt acct addr adj al alt amt anon appt apr approx apt assn assoc asst att attn aug "
        u"ave avg bldg blvd bros capt cat cert cf ch chap cir cit co col conc cond config cont "
        u"contd "
        u"corp ctr cu dec deg dept dia diam diff dir dist div doc dr ed eds elec elev eng env eq "
        u"equip esp esq est etc eval ex excl exp ext feb fig figs fl fri ft fwd gen gov govt hon "
        u"hosp hr hrs hwy ibid inc incl ins insp inst int intl inv jan jr jul jun lab lat lb lbs "
        u"lt "
        u"ltd "
        u"maint maj manuf max mech med meds mfg mfr mgmt mgr min mins misc mod mon mr mrs ms mt "
        u"mtg "
        u"nat "
        u"neg no nos nov obs oct op opp orig oz para paras pg pkg pl pos poss pp pres prev prob "
        u"prof "
        u"prop pt pts pub qty rd rec ref refs reg rep repr req resp rev rpt rt rte sat sci sec "
        u"sect "
        u"sep sept seq ser sgt sig spec sq sr st std ste subst sun supp supt tech tel temp temps "
        u"thu "
        u"thur thurs tot transl tue tues univ vac var ver viz vol vols vs wed wk wt yd yr yrs "
        // German
        u"abb abs abt abschn allg alias anm anl ant anz apr art aufl ausg az bd bearb bes betr bez "
        u"bf bsp bspw bzgl bzw ca chr dez dgl di dipl do dt einschl entspr erg erl etw evtl exkl "
        u"fa "
        u"fam feb ff fig forts fr frl geb gegr gem ges gest gez ggf ggfs gr hbf hl hr hrn hrsg "
        u"inkl "
        u"ing inh insb insbes jan jh jr jul jun kap kath kfm konst lfd lfm lt lt luftf mag max mag "
        u"mbh "
        u"med mi mind mio mo mrd mwst nachf nachm norm nov nr nrn okt orig pkt pos prof prot rd "
        u"red "
        u"reg rel rep resp sa schr sek sen sep sept skt so sog sp spez st stck std stdn stk str "
        u"stv "
        u"tab techn teilw tel temp tgl tsd typ übl u urspr usf usw vert verh verm vers vergl vgl "
        u"vol "
        u"vorm "
        u"amp diast inj kps li pat re syst tabl tbl tr trpf vd zi "
        u"vors vorl wg wiss wö z zit zit zt zul zus zzgl zzt "
        // Others
        u"aprox art av avv bijv blz boul bv dhr dott mevr ud vgl ej env ex exc exmo gl hh janv jfr "
        u"juil kl lic mlle mlles "
        u"mm "
        u"mme mmes mr nn np núm obr obs ok op osv otw pag pág par pkt prov przy ref resp ritn rue "
        u"sig "
        u"sigg sr sra sras srta str tél tlf tj tzv ul uds vd zob "
        u"г гг др им обл пр р рис руб см ст стр т тел тыс ул млн млрд напр");
    return all;
}

bool isPart(QStringView word)
{
    return !word.isEmpty() && word.size() <= kLongestPart
        && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
}

} // namespace

bool isAbbreviation(QStringView word)
{
    if (word.contains(u'.')) {
        for (const QStringView part : word.tokenize(u'.')) {
            if (!isPart(part))
                return false;
        }
        return true;
    }
    if (word.size() == 1)
        return word[0].isLetter();
    const QString folded = word.toString().toCaseFolded();
    return abbreviations().contains(folded)
        || (folded.size() > kLongestPart && folded.endsWith("str"_L1)); // Hauptstr.
}

bool startsSentence(QStringView word)
{
    static const QSet<QString> all = words(
        u"a after all also an and at before both but each every for he her his i if in it its "
        u"maybe "
        u"my next no nobody not nothing now on one or our please she since so that the their then "
        u"there these they this those though to today tomorrow until was we when while who why "
        u"with "
        u"yesterday you your "
        u"aber alle als am an auch auf bei beide bis bitte dabei dann danach das davor dem den der "
        u"des "
        u"deshalb die dies diese dieser dieses ein eine einem einen einer er es für gestern heute "
        u"hier "
        u"ich ihr ihre im in jede jeder jetzt kein keine man mit morgen nach nichts niemand noch "
        u"nun "
        u"nur ob oder sein seine seit sie so und uns unser unsere vom von vor wann warum wegen "
        u"wenn "
        u"wer wie wir wo zu zum zur");
    return all.contains(word.toString().toCaseFolded());
}

bool isSpeaking(QStringView word)
{
    static const QSet<QString> all = words(
        u"added answered asked asks called cried explained noted repeated replied reported said "
        u"says "
        u"shouted stated told warned whispered writes wrote "
        u"antwortete ergänzte erklärte fragte meinte notierte rief sagte sagt schrieb schreibt");
    return all.contains(word.toString());
}

} // namespace cairn
