# Makes the data set and the reference values that tests/reference/test_trial_arms_reference.py reads.
# Run once: Rscript tests/reference/make_trial_arms_reference.R tests/reference
# R 4.2.2, sandwich 3.0.2, emmeans 1.8.4; the CSV files are committed.
suppressPackageStartupMessages({library(sandwich); library(emmeans)})
folder <- commandArgs(TRUE)[1]
set.seed(21)
n <- 75
rows <- data.frame(participant = sprintf("p%03d", 1:n), arm = rep(c("app", "coaching", "waitlist"), length.out = n),
                   site = sample(c("east", "north", "west"), n, TRUE), age = round(runif(n, 18, 70)))
person <- rnorm(n, 20, 4)
rows$baseline <- round(person + rnorm(n, 0, 2), 2)
rows$post <- round(person + 0.05 * rows$age + c(app = -1, coaching = -4, waitlist = 0)[rows$arm] + rnorm(n, 0, 3), 2)
rows$post[runif(n) < 0.15] <- NA
write.csv(rows, file.path(folder, "trial_arms.csv"), row.names = FALSE, na = "", quote = FALSE)
whole <- rows[complete.cases(rows), ]
whole$arm <- factor(whole$arm, levels = c("coaching", "app", "waitlist"))
fit <- lm(post ~ arm + baseline + age + site, whole)
say <- function(robust, name, values) data.frame(robust = robust, name = name, key = names(values),
                                                 value = sprintf("%.15g", values))
reference <- do.call(rbind, lapply(c("HC0", "HC1", "HC2", "HC3", "none"), function(kind) {
  v <- if (kind == "none") vcov(fit) else vcovHC(fit, type = kind)
  grid <- emmeans(fit, "arm", vcov. = v, weights = "proportional")
  means <- as.data.frame(summary(grid))
  pairs <- list(coaching = c(1, 0, -1), app = c(0, 1, -1), coaching_over_app = c(1, -1, 0))
  tests <- as.data.frame(summary(contrast(grid, pairs), infer = TRUE))
  out <- lapply(1:3, function(k) rbind(
    say(kind, paste0("mean/", means$arm[k]), c(estimate = means$emmean[k], standard_error = means$SE[k],
        low = means$lower.CL[k], high = means$upper.CL[k], df = means$df[k])),
    say(kind, paste0("effect/", tests$contrast[k]), c(estimate = tests$estimate[k], standard_error = tests$SE[k],
        low = tests$lower.CL[k], high = tests$upper.CL[k], df = tests$df[k], t = tests$t.ratio[k],
        p = tests$p.value[k]))))
  adjusted <- lapply(c("bonferroni", "holm", "hochberg", "BH"), function(how)
    say(kind, paste0("adjusted/", how), setNames(p.adjust(tests$p.value, how), tests$contrast)))
  rbind(do.call(rbind, out), do.call(rbind, adjusted))
}))
sd <- sqrt(sum(tapply(whole$baseline, whole$arm, function(x) sum((x - mean(x))^2))) / (nrow(whole) - 3))
reference <- rbind(reference, say("none", "sd", c(baseline = sd, residual = sigma(fit))))
write.csv(reference, file.path(folder, "trial_arms_reference.csv"), row.names = FALSE, quote = FALSE)
