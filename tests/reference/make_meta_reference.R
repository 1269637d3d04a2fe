# Makes meta_reference.csv and meta_studies.csv: R's metafor on made-up studies. Run in this folder: Rscript make_meta_reference.R
suppressMessages(library(metafor))
set.seed(20)
k <- 14
s <- round(data.frame(n1 = sample(12:90, k), n2 = sample(12:90, k), m1 = rnorm(k, 11, 1.6), m2 = rnorm(k, 9.5, 1.2),
  sd1 = runif(k, 2, 4), sd2 = runif(k, 2, 4), dose = sample(1:6, k, TRUE)), 3)
s$events1 <- rbinom(k, s$n1, 0.25); s$events2 <- rbinom(k, s$n2, 0.15); s$events2[3] <- 0
s$n <- s$n1 + s$n2; s$r <- round(runif(k, -0.2, 0.7), 3)
write.csv(s, "meta_studies.csv", row.names = FALSE, quote = FALSE)
out <- list()
put <- function(name, value) out[[length(out) + 1]] <<- data.frame(name = name, value = sprintf("%.15g", as.numeric(value)))
size <- function(m) switch(m,
  smd = escalc("SMD", m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2, n1i = n1, n2i = n2, data = s),
  md = escalc("MD", m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2, n1i = n1, n2i = n2, data = s),
  log_ratio_of_means = escalc("ROM", m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2, n1i = n1, n2i = n2, data = s),
  log_risk_ratio = escalc("RR", ai = events1, n1i = n1, ci = events2, n2i = n2, data = s),
  log_odds_ratio = escalc("OR", ai = events1, n1i = n1, ci = events2, n2i = n2, data = s),
  risk_difference = escalc("RD", ai = events1, n1i = n1, ci = events2, n2i = n2, data = s),
  fisher_z = escalc("ZCOR", ri = r, ni = n, data = s))
for (m in c("smd", "md", "log_ratio_of_means", "log_risk_ratio", "log_odds_ratio", "risk_difference", "fisher_z")) {
  e <- size(m)
  for (i in seq_len(k)) { put(paste("effect", m, i, "y", sep = "/"), e$yi[i]); put(paste("effect", m, i, "v", sep = "/"), e$vi[i]) }
}
for (v in c("LS", "LS2", "UB")) { e <- escalc("SMD", m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2, n1i = n1, n2i = n2, data = s, vtype = v)
  for (i in seq_len(k)) put(paste("variance", tolower(v), i, sep = "/"), e$vi[i]) }
# Empty cells, in one arm and in both, with nothing added (NA where that is undefined) and with one half.
z <- data.frame(events1 = c(0, 3, 12, 0, 5), n1 = c(10, 10, 12, 9, 20), events2 = c(2, 0, 4, 0, 6), n2 = c(12, 11, 15, 9, 22))
for (m in c("RR", "OR", "RD")) for (rule in c("none", "half")) {
  e <- escalc(m, ai = events1, n1i = n1, ci = events2, n2i = n2, data = z, add = if (rule == "half") 1/2 else 0)
  for (i in seq_len(nrow(z))) { put(paste("zero", m, rule, i, "y", sep = "/"), e$yi[i]); put(paste("zero", m, rule, i, "v", sep = "/"), e$vi[i]) }
}
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-13)
methods <- c(fixed = "FE", dersimonian_laird = "DL", reml = "REML", paule_mandel = "PM")
tests <- c(wald = "z", hartung_knapp = "knha", hartung_knapp_ad_hoc = "adhoc")
for (d in c("smd", "log_odds_ratio")) {
  e <- size(d)
  for (m in names(methods)) for (t in names(tests)) {
    if (m == "fixed" && t != "wald") next
    for (mods in c("none", "dose")) {
      f <- if (mods == "none") rma(yi, vi, data = e, method = methods[[m]], test = tests[[t]], control = tight)
           else rma(yi, vi, mods = ~dose, data = e, method = methods[[m]], test = tests[[t]], control = tight)
      at <- paste("model", d, m, t, mods, sep = "/")
      for (j in seq_along(f$beta)) { put(paste(at, "beta", j, sep = "/"), f$beta[j]); put(paste(at, "se", j, sep = "/"), f$se[j])
        put(paste(at, "low", j, sep = "/"), f$ci.lb[j]); put(paste(at, "high", j, sep = "/"), f$ci.ub[j]); put(paste(at, "p", j, sep = "/"), f$pval[j]) }
      put(paste(at, "tau2", sep = "/"), f$tau2); put(paste(at, "q", sep = "/"), f$QE)
      if (m != "fixed") { put(paste(at, "i2", sep = "/"), f$I2 / 100); put(paste(at, "h2", sep = "/"), f$H2) }
      if (mods == "dose") put(paste(at, "qm", sep = "/"), f$QM) else if (m != "fixed") {
        p <- predict(f); put(paste(at, "pi_low", sep = "/"), p$pi.lb); put(paste(at, "pi_high", sep = "/"), p$pi.ub) }
    }
  }
  f <- rma(yi, vi, data = e, method = "REML", control = tight)
  ci <- confint(f, control = list(tol = 1e-13))$random
  put(paste("profile", d, "low", sep = "/"), ci[1, 2]); put(paste("profile", d, "high", sep = "/"), ci[1, 3])
  b <- regtest(f, model = "lm")
  put(paste("egger", d, "t", sep = "/"), b$zval); put(paste("egger", d, "p", sep = "/"), b$pval)
  for (m in c("FE", "REML")) {
    g <- rma(yi, vi, data = e, method = m, control = if (m == "REML") tight else list())
    tf <- trimfill(g)
    # trimfill hands on no tolerance, so the filled estimates are pooled again.
    again <- rma(tf$yi, tf$vi, method = m, control = if (m == "REML") tight else list())
    put(paste("fill", d, m, "k0", sep = "/"), tf$k0); put(paste("fill", d, m, "beta", sep = "/"), again$beta)
    put(paste("fill", d, m, "se", sep = "/"), again$se); put(paste("fill", d, m, "left", sep = "/"), tf$side == "left")
  }
  l <- leave1out(f)
  for (i in seq_len(k)) { put(paste("leave", d, i, "beta", sep = "/"), l$estimate[i]); put(paste("leave", d, i, "tau2", sep = "/"), l$tau2[i]) }
}
write.csv(do.call(rbind, out), "meta_reference.csv", row.names = FALSE, quote = FALSE)
