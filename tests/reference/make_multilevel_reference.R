# Makes multilevel_reference.csv and multilevel_effects.csv: metafor's rma.mv and clubSandwich on made-up effects of
# studies. Run in this folder: Rscript make_multilevel_reference.R
suppressMessages({library(metafor); library(clubSandwich)})
set.seed(41)
J <- 18; n <- sample(1:5, J, TRUE); k <- sum(n); study <- rep(sprintf("s%02d", 1:J), n)
u <- rnorm(J, 0, 0.3)
d <- data.frame(effect = sprintf("e%02d", 1:k), study = study, v = round(runif(k, 0.02, 0.15), 4), dose = round(rnorm(k), 3),
  kind = rep(sample(c("a", "b", "c"), J, TRUE), n))
d$y <- round(0.35 + 0.1 * d$dose + u[as.integer(factor(study))] + rnorm(k, 0, 0.2) + rnorm(k, 0, sqrt(d$v)), 4)
d$flat <- round(0.4 + rnorm(k, 0, 0.8 * sqrt(d$v)), 4)     # no variance between or within: both at their bound
d$within <- round(0.4 + rnorm(k, 0, 0.3) + rnorm(k, 0, sqrt(d$v)), 4)   # none between
write.csv(d, "multilevel_effects.csv", row.names = FALSE, quote = FALSE)
out <- list()
put <- function(name, value) out[[length(out) + 1]] <<- data.frame(name = name, value = sprintf("%.12g", as.numeric(value)))
# The tightest tolerance at which the optimiser says that it converged.
tight <- function(tol) list(optimizer = "nlminb", rel.tol = tol, iter.max = 1000, eval.max = 2000)
fit <- function(y, rho, f, ...) {
  d$out <- d[[y]]
  V <- vcalc(v, cluster = study, obs = effect, rho = rho, data = d)
  for (tol in 10^-(13:8)) {
    m <- try(rma.mv(out, V, mods = f, random = ~ 1 | study / effect, data = d, control = tight(tol), ...), silent = TRUE)
    if (!inherits(m, "try-error")) return(m)
  }
}
for (y in c("y", "flat", "within")) for (rho in c(0, 0.6)) for (mods in c("none", "dose+kind")) {
  f <- if (mods == "none") ~1 else ~ dose + kind
  m <- fit(y, rho, f, test = "t", dfs = "contain"); z <- fit(y, rho, f)
  at <- paste(y, rho, mods, sep = "/")
  put(paste(at, "between", sep = "/"), m$sigma2[1]); put(paste(at, "within", sep = "/"), m$sigma2[2]); put(paste(at, "q", sep = "/"), m$QE)
  r <- coef_test(m, vcov = "CR2", cluster = d$study, test = "Satterthwaite")
  for (j in seq_len(m$p)) {
    put(paste(at, "beta", j, sep = "/"), m$beta[j]); put(paste(at, "se", j, sep = "/"), m$se[j]); put(paste(at, "df", j, sep = "/"), m$ddf[j])
    put(paste(at, "p", j, sep = "/"), m$pval[j]); put(paste(at, "p_wald", j, sep = "/"), z$pval[j])
    put(paste(at, "se_cr2", j, sep = "/"), r$SE[j]); put(paste(at, "df_cr2", j, sep = "/"), r$df_Satt[j]); put(paste(at, "p_cr2", j, sep = "/"), r$p_Satt[j])
  }
  if (m$p > 1) {
    put(paste(at, "qm", sep = "/"), z$QM)
    w <- Wald_test(m, constraints = constrain_zero(2:m$p), vcov = "CR2", cluster = d$study, test = "HTZ")
    put(paste(at, "htz", sep = "/"), w$Fstat); put(paste(at, "htz_df", sep = "/"), w$df_denom); put(paste(at, "htz_p", sep = "/"), w$p_val)
  } else {
    p <- predict(z); put(paste(at, "pi_low", sep = "/"), p$pi.lb); put(paste(at, "pi_high", sep = "/"), p$pi.ub)
    wt <- weights(z, type = "rowsum") / 100; for (i in 1:3) put(paste(at, "weight", i, sep = "/"), wt[i])
    W <- solve(m$V); X <- model.matrix(m); P <- W - W %*% X %*% solve(t(X) %*% W %*% X) %*% t(X) %*% W
    put(paste(at, "i2", sep = "/"), sum(m$sigma2) / (sum(m$sigma2) + (k - 1) / sum(diag(P))))
  }
  if (y == "y" && mods == "none") for (part in 1:2) {
    # confint() fails at such tolerances; the same profile, from models with one variance held.
    name <- c("between", "within")[part]
    drop <- function(x) { s <- c(NA, NA); s[part] <- x
      2 * (as.numeric(logLik(m)) - as.numeric(logLik(fit(y, rho, f, sigma2 = s)))) - qchisq(0.95, 1) }
    low <- if (drop(0) < 0) 0 else uniroot(drop, c(0, m$sigma2[part]), tol = 1e-9)$root
    put(paste(at, name, "low", sep = "/"), low)
    put(paste(at, name, "high", sep = "/"), uniroot(drop, c(m$sigma2[part], 3), tol = 1e-9)$root)
  }
}
write.csv(do.call(rbind, out), "multilevel_reference.csv", row.names = FALSE, quote = FALSE)
