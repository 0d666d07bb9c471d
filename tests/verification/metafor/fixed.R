# Rscript fixed.R folder: the fixed results for every data set of metadat that fits these models.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value=TRUE)))
source(file.path(here, "fits.R"))
folder <- commandArgs(trailingOnly=TRUE)[1]
cases <- list()

add <- function(set, kind, measures, use, year=NULL, mods=NULL, from=NULL) {
  x <- get(set); if (!is.null(from)) x <- x[[from]]
  d <- as.data.frame(eval(use, x))
  keep <- complete.cases(d)
  if (kind == "counts") keep <- keep & d$a <= d$n1 & d$c <= d$n2 & d$n1 > 0 & d$n2 > 0
  if (kind == "means") keep <- keep & d$sd1 > 0 & d$sd2 > 0 & d$n1 > 1 & d$n2 > 1
  if (kind == "correlation") keep <- keep & d$n > 3 & abs(d$r) < 1
  if (kind == "effects") keep <- keep & d$v > 0
  m <- NULL; y <- NULL
  if (!is.null(mods)) {
    m <- as.data.frame(eval(mods, x)); keep <- keep & complete.cases(m); m <- m[keep, , drop=FALSE]
  }
  if (!is.null(year)) y <- suppressWarnings(as.numeric(as.character(eval(year, x))))[keep]
  if (any(is.na(y))) y <- NULL
  d <- d[keep, , drop=FALSE]
  cat(set, nrow(d), format(Sys.time(), "%H:%M:%S"), "\n", file=stderr())
  for (measure in measures) {
    first <- measure == measures[1]
    answer <- suppressWarnings(fits(kind, measure, d, y, if (first) m else NULL, one_out=first))
    # effects of large sets are checked through what is made of them
    if (nrow(d) > 120) { answer$yi <- NULL; answer$vi <- NULL }
    if (kind == "effects") { answer$yi <- NULL; answer$vi <- NULL }
    case <- list(set=set, part=from, measure=measure, kind=kind, use=paste(deparse(use), collapse=" "),
                 data=if (first) as.list(d) else NULL, year=if (first) y else NULL,
                 mods=if (first && !is.null(m)) as.list(m) else NULL, answer=answer)
    cases[[kind]] <<- c(cases[[kind]], list(Filter(Negate(is.null), case)))
  }
}
q <- quote
ABCD <- q(list(a=ai, n1=n1i, c=ci, n2=n2i))
YV <- q(list(y=yi, v=vi))
RN <- q(list(r=ri, n=ni))
XN <- q(list(x=xi, n=ni))

add("dat.bcg", "counts", c("RR","OR","RD"), q(list(a=tpos, n1=tpos+tneg, c=cpos, n2=cpos+cneg)), q(year), q(list(ablat=ablat, year=year)))
add("dat.colditz1994", "counts", c("RR","OR"), q(list(a=tpos, n1=tpos+tneg, c=cpos, n2=cpos+cneg)), q(year))
add("dat.anand1999", "counts", c("OR","RR"), ABCD, q(year))
add("dat.axfors2021", "counts", c("OR","RR"), q(list(a=hcq_arm_event, n1=hcq_arm_total, c=control_arm_event, n2=control_arm_total)))
add("dat.bornmann2007", "counts", "OR", q(list(a=waward, n1=wtotal, c=maward, n2=mtotal)), NULL, q(list(year=year)))
add("dat.bourassa1996", "counts", "OR", q(list(a=lh.le, n1=lh.le+lh.re, c=rh.le, n2=rh.le+rh.re)))
add("dat.cannon2006", "counts", c("RR","OR","RD"), q(list(a=ep1t, n1=nt, c=ep1c, n2=nc)))
add("dat.collins1985a", "counts", c("OR","RR"), q(list(a=b.xti, n1=nti, c=b.xci, n2=nci)), q(year))
add("dat.collins1985b", "counts", c("OR","RR"), q(list(a=pre.xti, n1=pre.nti, c=pre.xci, n2=pre.nci)), q(year))
add("dat.damico2009", "counts", c("OR","RR"), q(list(a=xt, n1=nt, c=xc, n2=nc)), q(year), q(list(conceal=conceal, blind=blind)))
add("dat.dorn2007", "counts", c("RR","RD"), q(list(a=x.a, n1=n.a, c=x.p, n2=n.p)), q(year), q(list(days=days)))
add("dat.egger2001", "counts", c("OR","RR"), ABCD, q(year))
add("dat.fine1993", "counts", c("OR","RR"), q(list(a=e1i, n1=nei, c=c1i, n2=nci)))
add("dat.frank2008", "counts", "OR", q(list(a=bc.ins.ins, n1=bc.ins.ins+bc.ins.del+bc.del.del, c=ct.ins.ins, n2=ct.ins.ins+ct.ins.del+ct.del.del)))
add("dat.graves2010", "counts", c("RR","OR"), ABCD)
add("dat.hahn2001", "counts", c("RR","OR","RD"), ABCD)
add("dat.hart1999", "counts", "RR", q(list(a=x1i, n1=n1i, c=x2i, n2=n2i)), q(year))
add("dat.hartmannboyce2018", "counts", "RR", q(list(a=x.nrt, n1=n.nrt, c=x.ctrl, n2=n.ctrl)))
add("dat.hine1989", "counts", c("RD","OR"), ABCD)
add("dat.landenberger2005", "counts", "OR", q(list(a=n.cbt.rec, n1=n.cbt.rec+n.cbt.non, c=n.ctrl.rec, n2=n.ctrl.rec+n.ctrl.non)))
add("dat.laopaiboon2015", "counts", c("RR","OR"), ABCD, q(year))
add("dat.lau1992", "counts", c("OR","RR"), ABCD, q(year))
add("dat.lee2004", "counts", c("RR","OR"), ABCD, q(year))
add("dat.li2007", "counts", c("OR","RR"), ABCD, q(year))
add("dat.linde2005", "counts", c("RR","OR"), ABCD, q(year), q(list(dosage=dosage)))
add("dat.linde2015", "counts", "OR", q(list(a=resp1, n1=n1, c=resp2, n2=n2)), q(year))
add("dat.nielweise2007", "counts", c("OR","RR"), ABCD, q(year))
add("dat.vanhowe1999", "counts", "OR", q(list(a=non.pos, n1=non.pos+non.neg, c=cir.pos, n2=cir.pos+cir.neg)))
add("dat.viechtbauer2021", "counts", "OR", q(list(a=xTi, n1=nTi, c=xCi, n2=nCi)), NULL, q(list(dose=dose)))
add("dat.yusuf1985", "counts", "OR", ABCD)

MEANS <- q(list(m1=m1i, sd1=sd1i, n1=n1i, m2=m2i, sd2=sd2i, n2=n2i))
add("dat.besson2016", "means", "SMD", q(list(m1=exp_mean, sd1=exp_se*sqrt(exp_n), n1=exp_n, m2=con_mean, sd2=con_se*sqrt(con_n), n2=con_n)))
add("dat.curtis1998", "means", "SMD", MEANS)
add("dat.dagostino1998", "means", c("SMD","MD"), q(list(m1=mt, sd1=sdt, n1=tnt, m2=mc, sd2=sdc, n2=tnc)))
add("dat.franchini2012", "means", c("MD","SMD"), q(list(m1=y1, sd1=sd1, n1=n1, m2=y2, sd2=sd2, n2=n2)))
add("dat.gibson2002", "means", c("SMD","MD"), MEANS, q(year))
add("dat.lehmann2018", "means", "SMD", q(list(m1=Red_M, sd1=Red_SD, n1=Red_N, m2=Control_M, sd2=Control_SD, n2=Control_N)))
add("dat.michael2013", "means", c("MD","SMD"), q(list(m1=Brain_m, sd1=Brain_s, n1=Brain_n, m2=No_brain_m, sd2=No_brain_s, n2=No_brain_n)))
add("dat.normand1999", "means", c("MD","SMD"), MEANS)
add("dat.stowe2010", "means", c("MD","SMD"), q(list(m1=y1, sd1=sd1, n1=n1, m2=y2, sd2=sd2, n2=n2)))

add("dat.baker2009", "proportion", c("PLO","PFT"), q(list(x=exac, n=total)))
add("dat.debruin2009", "proportion", c("PLO","PFT"), XN, q(year), q(list(scq=scq)))
add("dat.dogliotti2014", "proportion", c("PLO","PFT"), q(list(x=stroke, n=total)))
add("dat.dong2013", "proportion", c("PLO","PFT"), q(list(x=death, n=randomized)))
add("dat.gurusamy2011", "proportion", c("PLO","PFT"), q(list(x=death, n=n)))
add("dat.hannum2020", "proportion", c("PLO","PFT"), XN)
add("dat.hasselblad1998", "proportion", c("PLO","PFT"), XN)
add("dat.kearon1998", "proportion", c("PLO","PFT"), q(list(x=tp, n=np)), q(year))
add("dat.obrien2003", "proportion", c("PLO","PFT"), q(list(x=cases, n=total)), q(year), q(list(bmi=bmi)))
add("dat.pagliaro1992", "proportion", c("PLO","PFT"), XN)
add("dat.woods2010", "proportion", c("PLO","PFT"), q(list(x=r, n=N)))
add("dat.pritz1997", "proportion", c("PLO","PFT"), XN)

add("dat.cohen1981", "correlation", "ZCOR", RN)
add("dat.craft2003", "correlation", "ZCOR", RN)
add("dat.crede2010", "correlation", "ZCOR", RN, NULL, q(list(year=year)))
add("dat.lim2014", "correlation", "ZCOR", RN, NULL, NULL, "m_o_size")
add("dat.mcdaniel1994", "correlation", "ZCOR", RN)
add("dat.molloy2014", "correlation", "ZCOR", RN, q(year), q(list(quality=quality, meanage=meanage)))
add("dat.moura2021", "correlation", "ZCOR", RN, NULL, NULL, "dat")
add("dat.nakagawa2007", "correlation", "ZCOR", q(list(r=Correlation, n=SampleSize)))
add("dat.white2020", "correlation", "ZCOR", q(list(r=r, n=n)))

add("dat.assink2016", "effects", "SMD", YV, NULL, q(list(year=year)))
add("dat.bakdash2021", "effects", "ZCOR", q(list(y=es.z, v=vi.z)))
add("dat.bangertdrowns2004", "effects", "SMD", YV, q(year), q(list(length=length, meta=meta)))
add("dat.baskerville2012", "effects", "SMD", q(list(y=smd, v=se^2)), q(year))
add("dat.begg1989", "effects", "MD", YV)
add("dat.berkey1998", "effects", "MD", YV, NULL, q(list(year=year)))
add("dat.hackshaw1998", "effects", "OR", YV, q(year))
add("dat.ishak2007", "effects", "MD", q(list(y=y1i, v=v1i)))
add("dat.kalaian1996", "effects", "SMD", YV, NULL, q(list(hrs=hrs)))
add("dat.knapp2017", "effects", "SMD", YV)
add("dat.konstantopoulos2011", "effects", "SMD", YV, NULL, q(list(year=year)))
add("dat.linde2016", "effects", "OR", q(list(y=lnOR, v=selnOR^2)))
add("dat.lopez2019", "effects", "MD", q(list(y=diff, v=se^2)))
add("dat.mccurdy2020", "effects", "MD", YV)
add("dat.pignon2000", "effects", "HR", q(list(y=OmE/V, v=1/V)))
add("dat.raudenbush1985", "effects", "SMD", YV, q(year), q(list(weeks=weeks)))
add("dat.riley2003", "effects", "MD", YV)
add("dat.senn2013", "effects", "MD", q(list(y=mi, v=sdi^2/ni)))
add("dat.tannersmith2016", "effects", "SMD", YV, NULL, q(list(propmale=propmale)))

for (kind in names(cases)) {
  # one case a line
  lines <- vapply(cases[[kind]], function(x) as.character(as_json(x)), "")
  head <- as_json(list(versions=versions(), licence="data of metadat, GPL-2.0-or-later"))
  text <- paste0("{\"made_with\": ", head, ",\n\"cases\": [\n", paste(lines, collapse=",\n"), "\n]}")
  writeLines(text, file.path(folder, paste0(kind, ".json")))
}
cat(length(unique(unlist(lapply(cases, function(g) vapply(g, function(x) x$set, ""))))), "data sets,",
    sum(lengths(cases)), "cases\n")
