# What metafor says of one data set: the same calls for the fixed results and for random ones.
suppressMessages({library(metafor); library(jsonlite)})

effects_of <- function(kind, measure, d) {
  switch(kind,
    counts = escalc(measure=measure, ai=d$a, n1i=d$n1, ci=d$c, n2i=d$n2,
                    add=1/2, to="only0", drop00=(measure != "RD")),
    means = escalc(measure=measure, m1i=d$m1, sd1i=d$sd1, n1i=d$n1,
                   m2i=d$m2, sd2i=d$sd2, n2i=d$n2),
    proportion = escalc(measure=measure, xi=d$x, ni=d$n),
    correlation = escalc(measure="ZCOR", ri=d$r, ni=d$n),
    effects = data.frame(yi=d$y, vi=d$v))
}

line <- function(m) list(est=c(m$beta)[1], se=m$se[1], lo=m$ci.lb[1], hi=m$ci.ub[1], p=m$pval[1])

random <- function(yi, vi, method, ctrl) {
  out <- list()
  # metafor works with k x k matrices: very large sets are asked for the least
  for (test in if (length(yi) > 300) "z" else c("z", "knha", "adhoc")) {
    m <- rma(yi, vi, method=method, test=test, control=ctrl)
    out[[test]] <- line(m)
    if (length(yi) > 2) {
      p <- predict(m, pi.type="riley")
      out[[test]]$pi <- c(p$pi.lb, p$pi.ub)
    }
  }
  m <- rma(yi, vi, method=method, control=ctrl)
  out$tau2 <- m$tau2; out$i2 <- m$I2; out$h2 <- m$H2
  out
}

fits <- function(kind, measure, d, year=NULL, mods=NULL, one_out=TRUE, wide=TRUE) {
  e <- effects_of(kind, measure, d)
  out <- list(yi=c(e$yi), vi=c(e$vi))
  ok <- !is.na(e$yi) & !is.na(e$vi) & e$vi > 0
  yi <- c(e$yi)[ok]; vi <- c(e$vi)[ok]; k <- length(yi)
  if (k < 2) return(out)
  scale <- median(vi)
  ctrl <- list(threshold=1e-9*scale, tol=1e-11*scale, maxiter=5000, tau2.max=1e4*max(scale, var(yi)))
  wide <- wide && k <= 300
  m <- rma(yi, vi, method="EE")
  out$common <- c(line(m), list(q=m$QE, qp=m$QEp, i2=m$I2, h2=m$H2))
  for (method in if (k > 1000) "DL" else c("DL", "PM", "REML")) {
    found <- try(random(yi, vi, method, ctrl), silent=TRUE)
    if (inherits(found, "try-error")) {
      found <- list(failed=TRUE)
    } else if (wide) {
      m <- rma(yi, vi, method=method, control=ctrl)
      upper <- 1e3 * max(scale, var(yi))
      ci <- try(confint(m, control=list(tol=1e-12*scale, tau2.max=upper, maxiter=5000))$random, silent=TRUE)
      if (!inherits(ci, "try-error")) {
        found$tau2_limits <- unname(ci[1, 2:3]); found$i2_limits <- unname(ci[3, 2:3])
        if (is.na(ci[1, 3]) || ci[1, 3] >= upper * 0.999) { found$tau2_limits <- NULL; found$i2_limits <- NULL }
      }
    }
    out[[method]] <- found
  }
  dl <- rma(yi, vi, method="DL")
  if (measure == "PFT") {
    n <- d$n[ok]
    t <- function(x) transf.ipft.hm(x, targs=list(ni=n))
    out$back <- c(t(dl$beta[1]), t(dl$ci.lb), t(dl$ci.ub))
  }
  if (k > 2 && k <= 300 && max(vi) - min(vi) > 1e-9*max(vi)) {
    a <- regtest(dl, model="lm"); b <- regtest(dl)
    out$egger <- list(lm=c(a$zval, a$pval, a$est, a$ci.lb, a$ci.ub),
                      rma=c(b$zval, b$pval, b$est, b$ci.lb, b$ci.ub))
    for (est in c("L0", "R0")) {
      t <- try(trimfill(dl, estimator=est), silent=TRUE)
      if (!inherits(t, "try-error"))
        out[[est]] <- list(side=t$side, k0=t$k0, se=t$se.k0, est=c(t$beta), lo=t$ci.lb, hi=t$ci.ub)
    }
  }
  if (one_out && k > 2 && k <= 60) {
    l <- leave1out(dl)
    out$out <- list(est=l$estimate, tau2=l$tau2, i2=l$I2)
  }
  if (one_out && !is.null(year) && k <= 60 && !any(is.na(year[ok]))) {
    cu <- cumul(dl, order=year[ok])
    out$cumulative <- list(est=cu$estimate, se=cu$se, tau2=cu$tau2)
  }
  if (!is.null(mods) && k > ncol(mods) + 2) {
    x <- as.matrix(mods[ok, , drop=FALSE])
    for (test in if (qr(cbind(1, x))$rank == ncol(x) + 1) c("z", "knha")) {
      m <- rma(yi, vi, mods=x, method="DL", test=test)
      out[[paste0("mods_", test)]] <- list(b=c(m$beta), se=m$se, p=m$pval, qm=m$QM, qmp=m$QMp,
        qe=m$QE, tau2=m$tau2, r2=if (is.null(m$R2) || is.na(m$R2)) NULL else m$R2)
    }
    m <- try(rma(yi, vi, mods=x, method="REML", control=ctrl), silent=TRUE)
    if (!inherits(m, "try-error")) out$mods_reml <- list(b=c(m$beta), se=m$se, tau2=m$tau2)
  }
  if (kind == "counts") out <- c(out, tables(measure, d))
  out
}

tables <- function(measure, d) {
  out <- list()
  m <- try(suppressWarnings(rma.mh(measure=measure, ai=d$a, n1i=d$n1, ci=d$c, n2i=d$n2,
                                   drop00=(measure != "RD"))), silent=TRUE)
  if (!inherits(m, "try-error") && !is.na(m$beta[1]))
    out$mh <- c(line(m), list(q=m$QE, i2=m$I2))
  if (measure == "OR") {
    p <- try(suppressWarnings(rma.peto(ai=d$a, n1i=d$n1, ci=d$c, n2i=d$n2)), silent=TRUE)
    if (!inherits(p, "try-error")) {
      e <- escalc(measure="PETO", ai=d$a, n1i=d$n1, ci=d$c, n2i=d$n2, add=0)
      out$peto <- c(line(p), list(q=p$QE, yi=c(e$yi), vi=c(e$vi)))
    }
  }
  out
}

versions <- function() list(R=paste(R.version$major, R.version$minor, sep="."),
  metafor=as.character(packageVersion("metafor")), metadat=as.character(packageVersion("metadat")))

as_json <- function(x) toJSON(x, digits=I(15), na="null", null="null", auto_unbox=TRUE)
