# Rscript given.R cases.json results.json: metafor's answers for cases made elsewhere.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value=TRUE)))
source(file.path(here, "fits.R"))
files <- commandArgs(trailingOnly=TRUE)
cases <- fromJSON(files[1], simplifyVector=TRUE, simplifyDataFrame=FALSE)
# one out and cumulative are most of the work, and are asked of every fourth case
answers <- lapply(seq_along(cases), function(i) {
  case <- cases[[i]]
  d <- as.data.frame(case$data)
  mods <- if (is.null(case$mods)) NULL else as.data.frame(case$mods)
  suppressWarnings(fits(case$kind, case$measure, d, case$year, mods, one_out=(i %% 4 == 1)))
})
writeLines(as_json(answers), files[2])
