package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource.HourCounts;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Prometheus says of hours that are over.
class PrometheusHoursTests {

  private static final Indicator RATE =
      Indicator.events("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{ .window }}]))");

  private final PrometheusSource source =
      new PrometheusSource(new PrometheusApi(false, InetAddress::getAllByName));
  private PrometheusDouble server;

  @BeforeEach
  void start() throws IOException {
    server = new PrometheusDouble();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "9223372036854775807", "99999999999999", "-1e300", "3600"})
  void anHourThatNobodyAskedForIsNoAnswer(String time) {
    server.says(_ ->
        Says.data(
            """
            {"resultType":"matrix","result":[
             {"metric":{"portal_q":"tot","portal_w":"3600"},"values":[[7200,"1"],[%s,"1"]]}]}\
            """
                .formatted(time)));
    var from = Instant.ofEpochSecond(3600);
    var answer = source.hours(datasource(null), RATE, from, Instant.ofEpochSecond(21_600));
    assertThat(answer)
        .isInstanceOfSatisfying(
            SliAnswer.Unavailable.class,
            it -> assertThat(it.reason()).contains("outside the time that was asked for"));
  }

  @Test
  void hoursWithLessThanNothingAreGaps() {
    server.says(_ ->
        Says.data(
            """
            {"resultType":"matrix","result":[
             {"metric":{"portal_q":"tot","portal_w":"3600"},
              "values":[[7200,"0.5"],[10800,"0.5"],[14400,"-1"]]},
             {"metric":{"portal_q":"err","portal_w":"3600"},
              "values":[[7200,"-0.1"],[10800,"0.1"]]}]}\
            """));
    var from = Instant.ofEpochSecond(3600);
    var answer = source.hours(datasource(null), RATE, from, Instant.ofEpochSecond(21_600));
    assertThat(got(answer))
        .containsExactly(new HourCounts(Instant.ofEpochSecond(7200), Counts.of(360, 1800)));
  }

  @Test
  void hoursWithoutErrorsAreZeroAndHoursWithoutTrafficSeriesAreGaps() {
    server.says(_ ->
        Says.data(
            """
            {"resultType":"matrix","result":[
             {"metric":{"portal_q":"tot","portal_w":"3600"},
              "values":[[7200,"0.5"],[10800,"NaN"],[14400,"0"],[18000,"0.25"]]},
             {"metric":{"portal_q":"err","portal_w":"3600"},"values":[[7200,"0.1"]]}]}\
            """));
    var from = Instant.ofEpochSecond(3600);
    var answer = source.hours(datasource(null), RATE, from, Instant.ofEpochSecond(21_600));
    assertThat(got(answer))
        .containsExactly(
            new HourCounts(from, Counts.of(360, 1800)),
            new HourCounts(Instant.ofEpochSecond(10_800), Counts.of(0, 0)),
            new HourCounts(Instant.ofEpochSecond(14_400), Counts.of(0, 900)));
    assertThat(server.asked().getFirst().form())
        .containsEntry("start", "1970-01-01T02:00:00Z")
        .containsEntry("end", "1970-01-01T06:00:00Z")
        .containsEntry("step", "3600");
  }

  private SliDatasource datasource(@Nullable String bearer) {
    return new SliDatasource(
        UUID.nameUUIDFromBytes(new byte[1]), server.address(), bearer, null, null, null, true);
  }

  private static <T> T got(SliAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    return ((SliAnswer.Got<T>) answer).value();
  }
}
