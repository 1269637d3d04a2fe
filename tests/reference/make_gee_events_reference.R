# Makes the data and the reference values that tests/reference/test_gee_events_reference.py reads.
# Run once: Rscript tests/reference/make_gee_events_reference.R tests/reference
# R 4.2.2, geepack, gee; the CSV files are committed.
suppressPackageStartupMessages({library(geepack); library(gee)})
folder <- commandArgs(TRUE)[1]
set.seed(5)
n <- 60; k <- 3
d <- expand.grid(time = 0:(k - 1), id = 1:n)
d$arm <- d$id %% 2
d$y <- as.integer(rnorm(n, 0, 1.2)[d$id] + rlogis(n * k) - 0.3 + d$time * (0.2 + 0.5 * d$arm) > 0)
d$y[runif(n * k) < 0.12 & d$time > 0] <- NA
d$z <- round(2 * d$y + rnorm(n * k) + rnorm(n)[d$id], 3)
seen <- d[!is.na(d$y), ]
X <- model.matrix(~ factor(time) + factor(time):arm - 1, seen)
X <- cbind(X[, 1:3], X[, 4:6])
colnames(X) <- paste0("x", seq_len(ncol(X)))
say <- function(case, name, values) data.frame(case = case, name = name, place = seq_along(values), value = sprintf("%.15g", values))
robust <- function(beta, alpha, power) {  # the definitions, person by person, on the outcomes' own scale
  parts <- lapply(unique(seen$id), function(i) {
    w <- seen$id == i; m <- sum(w); x <- X[w, , drop = FALSE]; mu <- plogis(drop(x %*% beta)); a <- diag(sqrt(mu * (1 - mu)), m)
    list(d = diag(mu * (1 - mu), m) %*% x, r = seen$y[w] - mu, v = solve(a %*% ((1 - alpha) * diag(m) + alpha) %*% a))
  })
  A <- solve(Reduce(`+`, lapply(parts, function(q) t(q$d) %*% q$v %*% q$d)))
  M <- Reduce(`+`, lapply(parts, function(q) {
    L <- diag(length(q$r)) - q$d %*% A %*% t(q$d) %*% q$v
    e <- eigen(L); T <- if (power == 0) diag(length(q$r)) else Re(e$vectors %*% diag(e$values^power, length(q$r)) %*% solve(e$vectors))
    s <- t(q$d) %*% q$v %*% T %*% q$r; s %*% t(s) }))
  sqrt(diag(A %*% M %*% A))
}
quiet <- function(x) { sink(nullfile()); on.exit(sink()); suppressMessages(x) }
out <- do.call(rbind, lapply(c("independence", "exchangeable"), function(w) {
  fit <- geese(seen$y ~ X - 1, id = seen$id, family = binomial, corstr = w, control = geese.control(epsilon = 1e-13, maxit = 200))
  alpha <- if (w == "independence") 0 else fit$alpha[[1]]
  stopifnot(max(abs(robust(fit$beta, alpha, 0) - sqrt(diag(fit$vbeta)))) < 1e-7)
  case <- paste("binomial", "all", w, sep = "/")
  told <- rbind(say(case, "coefficients", fit$beta), say(case, "scale", fit$gamma[[1]]), say(case, "correlation", alpha),
                say(case, "none", sqrt(diag(fit$vbeta))), say(case, "kauermann_carroll", robust(fit$beta, alpha, -0.5)),
                say(case, "mancl_derouen", robust(fit$beta, alpha, -1)))
  for (f in c("binomial", "gaussian")) {
    y <- if (f == "binomial") seen$y else seen$z
    other <- quiet(gee(y ~ X - 1, id = seen$id, family = f, corstr = w, tol = 1e-13, maxiter = 200))
    case <- paste(if (f == "gaussian") "normal" else f, "less_coefficients", w, sep = "/")
    told <- rbind(told, say(case, "coefficients", coef(other)), say(case, "scale", other$scale),
                  say(case, "correlation", if (w == "independence") 0 else other$working.correlation[1, 2]),
                  say(case, "none", sqrt(diag(other$robust.variance))))
  }
  told
}))
write.csv(out, file.path(folder, "gee_events_reference.csv"), row.names = FALSE, quote = FALSE)
write.csv(d, file.path(folder, "gee_events_data.csv"), row.names = FALSE, quote = FALSE, na = "")
