# Makes the two data sets and the reference values that tests/reference/test_trial_reference.py reads.
# Run once: Rscript tests/reference/make_trial_reference.R tests/reference
# R 4.2.2, sandwich, lmtest, emmeans, lme4, lmerTest; the CSV files are committed.
suppressPackageStartupMessages({library(sandwich); library(emmeans); library(lme4); library(lmerTest)})
folder <- commandArgs(TRUE)[1]
occasions <- c("baseline", "post", "follow_up")

make <- function(seed, n, sd_person, sd_error, effect) {
  set.seed(seed)
  treated <- rep(0:1, length.out = n)
  person <- rnorm(n, 20, sd_person)
  rows <- do.call(rbind, lapply(seq_along(occasions), function(k) data.frame(
    participant = sprintf("p%03d", 1:n), treated = treated, occasion = occasions[k],
    value = round(person + rnorm(n, 0, sd_error * (1 + 0.5 * treated)) + (k > 1) * (-1 + effect * treated), 3))))
  gone <- runif(nrow(rows)) < c(baseline = 0.03, post = 0.12, follow_up = 0.25)[rows$occasion]
  rows$value[gone] <- NA
  rows
}

say <- function(name, values) data.frame(name = name, key = names(values), value = sprintf("%.15g", values))

ancova_values <- function(rows, set, occasion) {
  wide <- reshape(rows, idvar = c("participant", "treated"), timevar = "occasion", direction = "wide")
  wide <- data.frame(y = wide[[paste0("value.", occasion)]], x = wide$value.baseline, treated = factor(wide$treated))
  wide <- wide[complete.cases(wide), ]
  fit <- lm(y ~ treated + x, wide)
  do.call(rbind, lapply(c("HC0", "HC1", "HC2", "HC3", "none"), function(kind) {
    v <- if (kind == "none") vcov(fit) else vcovHC(fit, type = kind)
    test <- lmtest::coeftest(fit, vcov. = v, df = fit$df.residual)["treated1", ]
    half <- qt(0.975, fit$df.residual) * test[[2]]
    m <- as.data.frame(summary(emmeans(fit, "treated", vcov. = v)))
    say(paste(set, "ancova", occasion, kind, sep = "/"), c(
      estimate = test[[1]], standard_error = test[[2]], t = test[[3]], p = test[[4]], low = test[[1]] - half,
      high = test[[1]] + half, df = fit$df.residual, n = nrow(wide), control = m$emmean[1], control_low = m$lower.CL[1],
      control_high = m$upper.CL[1], treated = m$emmean[2], treated_low = m$lower.CL[2], treated_high = m$upper.CL[2]))
  }))
}

mixed_values <- function(rows, set) {
  rows$post <- rows$treated * (rows$occasion == "post")
  rows$later <- rows$treated * (rows$occasion == "follow_up")
  rows$occasion <- factor(rows$occasion, levels = occasions)
  fit <- lmer(value ~ 0 + occasion + post + later + (1 | participant), rows, REML = TRUE, na.action = na.omit,
              control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12), calc.derivs = TRUE))
  table <- coef(summary(fit, ddf = "Satterthwaite"))
  parts <- as.data.frame(VarCorr(fit))$vcov
  effects <- do.call(rbind, lapply(c(post = "post", follow_up = "later"), function(name) table[name, ]))
  out <- lapply(rownames(effects), function(o) say(paste(set, "mixed", o, sep = "/"), c(
    estimate = effects[o, 1], standard_error = effects[o, 2], df = effects[o, 3], t = effects[o, 4], p = effects[o, 5])))
  rbind(do.call(rbind, out), say(paste(set, "mixed_fit", sep = "/"), c(
    variance_participant = parts[1], variance_residual = parts[2], log_likelihood = as.numeric(logLik(fit)),
    n_participants = as.numeric(ngrps(fit)), n_observations = nobs(fit))))
}

sets <- list(plain = make(11, 90, 4, 3, -2), singular = make(5, 24, 0, 3, 1))
reference <- do.call(rbind, lapply(names(sets), function(set) {
  write.csv(cbind(set = set, sets[[set]]), file.path(folder, paste0("trial_", set, ".csv")), row.names = FALSE, na = "")
  rbind(ancova_values(sets[[set]], set, "post"), ancova_values(sets[[set]], set, "follow_up"), mixed_values(sets[[set]], set))
}))
write.csv(reference, file.path(folder, "trial_reference.csv"), row.names = FALSE, quote = FALSE)
