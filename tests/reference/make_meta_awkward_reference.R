# Makes meta_awkward_reference.csv and meta_awkward_effects.csv: R's metafor on few, alike and lopsided made-up effects.
# Run in this folder: Rscript make_meta_awkward_reference.R
suppressMessages(library(metafor))
set.seed(43)
k <- 11
d <- data.frame(study = sprintf("s%02d", 1:k), v = round(runif(k, 0.01, 0.12), 4), year = c(2011, 2013, 2013, 2014, 2010, 2016, 2016, 2018, 2019, 2013, 2020),
  kind = c("a", "b", "c", "a", "b", "a", "c", "b", "a", "b", "c"))
d$spread <- round(rnorm(k, 0.4, 0.4 + sqrt(d$v)), 4)
d$alike <- round(0.3 + 0.7 * rnorm(k, 0, sqrt(d$v)), 4)                        # tau2 at its bound
d$lopsided <- round(0.2 + 1.6 * sqrt(d$v) + rnorm(k, 0, 0.05), 4)             # small studies tell more
write.csv(d, "meta_awkward_effects.csv", row.names = FALSE, quote = FALSE)
out <- list()
put <- function(name, value) out[[length(out) + 1]] <<- data.frame(name = name, value = sprintf("%.15g", as.numeric(value)))
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-13)
methods <- c(dersimonian_laird = "DL", reml = "REML", paule_mandel = "PM")
tests <- c(wald = "z", hartung_knapp = "knha", hartung_knapp_ad_hoc = "adhoc")
pool <- function(rows, y, m = "REML", t = "knha", f = ~1) {
  rows$y <- rows[[y]]
  rma(y, v, mods = f, data = rows, method = m, test = t, control = if (m == "FE") list() else tight)
}
one <- function(at, f) {
  for (p in c("beta", "se", "ci.lb", "ci.ub", "pval", "tau2")) put(paste(at, p, sep = "/"), f[[p]][1])
}
for (y in c("spread", "alike", "lopsided")) for (n in c(2, 3, k)) {
  for (m in names(methods)) for (t in names(tests)) one(paste("few", y, n, m, t, sep = "/"), pool(d[1:n, ], y, methods[[m]], tests[[t]]))
  f <- pool(d[1:n, ], y); ci <- confint(f, control = list(tol = 1e-13))$random
  for (part in 1:3) for (end in 2:3) put(paste("profile", y, n, c("tau2", "i2", "h2")[part], c("", "low", "high")[end], sep = "/"), ci[c(1, 3, 4)[part], end])
  if (n > 2) { b <- regtest(f, model = "lm"); put(paste("egger", y, n, "t", sep = "/"), b$zval); put(paste("egger", y, n, "p", sep = "/"), b$pval) }
}
for (y in c("spread", "lopsided")) for (e in c("L0", "R0")) for (side in c("left", "right")) for (m in c("FE", "REML")) {
  t <- trimfill(pool(d, y, m, "z"), side = side, estimator = e)
  # trimfill hands on no tolerance, so the filled estimates are pooled again.
  again <- rma(t$yi, t$vi, method = m, control = if (m == "REML") tight else list())
  at <- paste("fill", y, tolower(e), side, m, sep = "/")
  put(paste(at, "k0", sep = "/"), t$k0); put(paste(at, "beta", sep = "/"), again$beta); put(paste(at, "se", sep = "/"), again$se)
}
for (y in c("spread", "alike")) for (t in names(tests)) {
  f <- pool(d, y, "REML", tests[[t]], ~kind)
  put(paste("qm", y, t, "estimate", sep = "/"), f$QM); put(paste("qm", y, t, "p", sep = "/"), f$QMp)
  for (r in sort(unique(d$year))) if (sum(d$year <= r) > 1) one(paste("came", y, t, r, sep = "/"), pool(d[d$year <= r, ], y, "REML", tests[[t]]))
}
ordered <- d[order(d$year, d$study), ]
l <- cumul(pool(ordered, "spread"))
for (i in 2:k) { put(paste("cumul", i, "beta", sep = "/"), l$estimate[i]); put(paste("cumul", i, "se", sep = "/"), l$se[i]); put(paste("cumul", i, "tau2", sep = "/"), l$tau2[i]) }
write.csv(do.call(rbind, out), "meta_awkward_reference.csv", row.names = FALSE, quote = FALSE)
