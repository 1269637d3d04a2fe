# Makes the reference values that tests/reference/test_longitudinal_reference.py reads, from trial_plain.csv.
# Run once: Rscript tests/reference/make_longitudinal_reference.R tests/reference
# R 4.2.2, lme4, lmerTest, pbkrtest, nlme; the CSV file is committed.
suppressPackageStartupMessages({library(lme4); library(lmerTest); library(pbkrtest); library(nlme)})
folder <- commandArgs(TRUE)[1]
occasions <- c("baseline", "post", "follow_up")
rows <- read.csv(file.path(folder, "trial_plain.csv"))
rows <- rows[!is.na(rows$value), ]
rows$time <- match(rows$occasion, occasions) - 1
rows$visit <- rows$time + 1
rows$post <- rows$treated * (rows$time == 1)
rows$later <- rows$treated * (rows$time == 2)
rows$occasion <- factor(rows$occasion, levels = occasions)
say <- function(name, values) data.frame(name = name, key = names(values), value = sprintf("%.15g", values))
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))
of_lmer <- function(name, bars) {
  fit <- lmer(as.formula(paste("value ~ 0 + occasion + post + later +", bars)), rows, REML = TRUE, control = tight)
  do.call(rbind, c(lapply(c("Satterthwaite", "Kenward-Roger"), function(df) {
    table <- coef(summary(fit, ddf = df))
    do.call(rbind, lapply(c("post", "later"), function(at) say(paste(name, df, at, sep = "/"), c(
      estimate = table[at, 1], standard_error = table[at, 2], df = table[at, 3]))))
  }), list(say(name, c(log_likelihood = as.numeric(logLik(fit)))))))
}
fit <- gls(value ~ 0 + occasion + post + later, rows, correlation = corSymm(form = ~ visit | participant),
           weights = varIdent(form = ~ 1 | occasion), method = "REML",
           control = glsControl(tolerance = 1e-12, msTol = 1e-14, maxIter = 500, msMaxIter = 500))
table <- summary(fit)$tTable
reference <- rbind(of_lmer("random_intercept", "(1 | participant)"), of_lmer("random_slope", "(time | participant)"),
  do.call(rbind, lapply(c("post", "later"), function(at) say(paste("unstructured/gls", at, sep = "/"), c(
    estimate = table[at, 1], standard_error = table[at, 2])))),
  say("unstructured", c(log_likelihood = as.numeric(logLik(fit)))))
write.csv(reference, file.path(folder, "longitudinal_reference.csv"), row.names = FALSE, quote = FALSE)
