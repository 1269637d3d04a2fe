# Makes observational_reference.csv: cluster-robust covariances (clubSandwich, sandwich) and weighted
# effects (stacked estimating equations by hand, numerical derivatives; survey where the score is known), on data drawn here.
# Rscript tests/reference/make_observational_reference.R, R 4, clubSandwich, sandwich, survey.
suppressMessages({library(clubSandwich); library(sandwich); library(survey)})
here <- "tests/reference"
set.seed(4711)
n <- 120
g <- c(rep(1, 30), rep(2, 22), rep(3, 8), rep(4, 20), rep(5, 12), rep(6, 18), rep(7, 4), rep(8, 6))
h <- sample(1:15, n, TRUE)
u <- rnorm(8)[g]; v <- rnorm(15)[h]
x <- rnorm(n) + u / 2; z <- rbinom(8, 1, 0.5)[g]; c1 <- rnorm(n); c2 <- rbinom(n, 1, 0.4)
a <- rbinom(n, 1, plogis(-0.3 + 0.8 * c1 - 0.6 * c2))
y <- 1 + 0.5 * x - 0.3 * z + 0.7 * a + 0.9 * c1 + 0.4 * c2 + u + 0.5 * v + rnorm(n)
d <- round(data.frame(g, h, x, z, c1, c2, a, y), 6)
write.csv(d, file.path(here, "observational_data.csv"), row.names = FALSE, quote = FALSE)
out <- data.frame()
add <- function(what, term, value) out <<- rbind(out, data.frame(what, term, value = as.numeric(value)))
fit <- lm(y ~ x + z, d)
for (kind in c("CR0", "CR1", "CR1S", "CR2")) {
  V <- vcovCR(fit, d$g, kind)
  for (i in 1:3) add(paste0(kind, "_se"), c("one", "x", "z")[i], sqrt(diag(V))[i])
}
t <- coef_test(fit, vcovCR(fit, d$g, "CR2"), test = "Satterthwaite")
dfs <- if ("df_Satt" %in% names(t)) t$df_Satt else t$df
for (i in 1:3) add("CR2_df", c("one", "x", "z")[i], dfs[i])
for (type in c("HC0", "HC1")) {
  V <- vcovCL(fit, cluster = ~ g + h, type = type, cadjust = TRUE, fix = TRUE)
  for (i in 1:3) add(paste0("two_way_", type, "_se"), c("one", "x", "z")[i], sqrt(diag(V))[i])
}
# Stacked equations: theta = (score, mean of exposed, mean of unexposed).
X <- cbind(1, d$c1, d$c2)
w <- list(
  ATE = function(e) list(1 / e, 1 / (1 - e)),
  ATT = function(e) list(rep(1, length(e)), e / (1 - e)),
  overlap = function(e) list(1 - e, e))
sandwich_by_hand <- function(psi, theta, cluster) {
  p <- length(theta); step <- 1e-5
  A <- sapply(1:p, function(j) {
    up <- down <- theta; up[j] <- up[j] + step; down[j] <- down[j] - step
    colSums(psi(up) - psi(down)) / (2 * step)
  })
  B <- crossprod(rowsum(psi(theta), cluster)); G <- length(unique(cluster))
  solve(A) %*% B %*% t(solve(A)) * G / (G - 1)
}
score <- glm(a ~ c1 + c2, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100))
for (name in names(w)) {
  psi <- function(theta) {
    e <- plogis(drop(X %*% theta[1:3])); k <- w[[name]](e)
    cbind((d$a - e) * X, d$a * k[[1]] * (d$y - theta[4]), (1 - d$a) * k[[2]] * (d$y - theta[5]))
  }
  k <- w[[name]](fitted(score))
  theta <- c(coef(score), weighted.mean(d$y[d$a == 1], k[[1]][d$a == 1]), weighted.mean(d$y[d$a == 0], k[[2]][d$a == 0]))
  add(name, "difference", theta[4] - theta[5])
  con <- c(0, 0, 0, 1, -1)
  add(name, "se", sqrt(t(con) %*% sandwich_by_hand(psi, theta, 1:n) %*% con))
  add(name, "clustered_se", sqrt(t(con) %*% sandwich_by_hand(psi, theta, d$g) %*% con))
}
# Score taken as known: weights of a survey. Balance: weighted moments of cov.wt. Effective size: (sum w)^2 / sum w^2.
for (name in names(w)) {
  k <- w[[name]](fitted(score)); d$w <- ifelse(d$a == 1, k[[1]], k[[2]])
  add(name, "known_se", SE(svyglm(y ~ a, svydesign(ids = ~1, weights = ~w, data = d)))[["a"]])
  add(name, "known_clustered_se", SE(svyglm(y ~ a, svydesign(ids = ~g, weights = ~w, data = d)))[["a"]])
  for (z in c("c1", "c2")) {
    part <- function(group, w) { at <- d$a == group; cov.wt(d[at, z, drop = FALSE], w[at] / sum(w[at]), method = "unbiased") }
    sd_observed <- sqrt((part(1, rep(1, n))$cov + part(0, rep(1, n))$cov) / 2)
    add(name, paste0(z, "_difference"), (part(1, d$w)$center - part(0, d$w)$center) / sd_observed)
    add(name, paste0(z, "_variance_ratio"), part(1, d$w)$cov / part(0, d$w)$cov)
  }
  for (group in 0:1) add(name, paste0("effective_size_", group), sum(d$w[d$a == group])^2 / sum(d$w[d$a == group]^2))
}
d$w <- NULL
e <- fitted(score)
m1 <- predict(lm(y ~ c1 + c2, d, subset = a == 1), d); m0 <- predict(lm(y ~ c1 + c2, d, subset = a == 0), d)
phi <- m1 - m0 + d$a * (d$y - m1) / e - (1 - d$a) * (d$y - m0) / (1 - e)
add("AIPW_ATE", "difference", mean(phi)); add("AIPW_ATE", "se", sd(phi) / sqrt(n))
s <- rowsum(phi - mean(phi), d$g)
add("AIPW_ATE", "clustered_se", sqrt(8 / 7 * sum(s^2)) / n)
pr <- mean(d$a)
t1 <- (d$a * (d$y - m0) - (1 - d$a) * e / (1 - e) * (d$y - m0)) / pr
tau <- mean(t1); inf <- t1 - d$a * tau / pr
add("AIPW_ATT", "difference", tau); add("AIPW_ATT", "se", sqrt(n / (n - 1) * sum(inf^2)) / n)
out$value <- sprintf("%.15g", out$value)
write.csv(out, file.path(here, "observational_reference.csv"), row.names = FALSE, quote = FALSE)
