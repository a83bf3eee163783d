package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Indicator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the text of a query decides: the range in it, and what its numbers mean.
class QueryTextTests {

  @ParameterizedTest
  @CsvSource({
    "PT5M, 5m",
    "PT1H, 1h",
    "PT90M, 90m",
    "P1D, 1d",
    "P28D, 28d",
    "PT518400S, 6d",
    "PT45S, 45s",
  })
  void aWindowIsWrittenInItsLargestUnit(Duration window, String written) {
    assertThat(MergedQuery.over("x[{{.window}}] + y[{{  .window }}]", window))
        .isEqualTo("x[" + written + "] + y[" + written + "]");
  }

  @Test
  void aCommentAtTheEndHidesNoBracket() {
    var query = MergedQuery.of(Indicator.rawRatio("up # all"), List.of(Duration.ofHours(1)));
    assertThat(query).contains("up # all\n)").endsWith("\"portal_w\",\"3600\",\"\",\"\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rate(x[5m])) | PER_SECOND",
        "sum by (a) (rate (x[5m])) - rate(y[5m]) | PER_SECOND",
        "sum(increase(x[5m])) | COUNTED",
        "sum(irate(x[5m])) | UNKNOWN",
        "sum(job:rate(x[5m])) | UNKNOWN",
        "sum(increase(x[5m])) - sum(rate(y[5m])) | UNKNOWN",
        "sum(increase(x{path=\"rate(\"}[5m])) | COUNTED",
        "sum(increase(x{path=\"a\\\"rate(\"}[5m])) # not rate(x) | COUNTED",
        "sum(x{path=`rate(`}) | UNKNOWN",
        "error_ratio | UNKNOWN",
      })
  void theFunctionSaysWhatANumberMeans(String query, Scale scale) {
    assertThat(Scale.of(query)).isEqualTo(scale);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0004717592592592593, P30D, 1222.8000000000001056",
    "0.005, P30D, 12960",
    "10.000000000000002, P30D, 25920000",
    "0.33333333333333331, PT1H, 1200",
    "-5e-17, P30D, 0",
    "0.34, PT5M, 102",
    "0.3412, PT5M, 102.36",
  })
  void eventsOfARateAreWholeWhereOnlyADoublesLastDigitsSayOtherwise(
      BigDecimal value, Duration window, BigDecimal events) {
    assertThat(Scale.PER_SECOND.events(value, window)).isEqualByComparingTo(events);
  }

  @Test
  void aCountIsTakenAsItIs() {
    assertThat(Scale.COUNTED.events(new BigDecimal("12.5"), Duration.ofDays(30)))
        .isEqualByComparingTo("12.5");
  }

  @Test
  void aLongQueryIsReadInOneGo() {
    var query = "sum(rate(x{a=\"" + "\\\\y".repeat(50_000) + "\"}[5m]))";
    assertThat(Scale.of(query)).isEqualTo(Scale.PER_SECOND);
  }
}
