package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource;
import dev.slipway.slo.SliSource.HourCounts;
import dev.slipway.slo.WindowReading;
import dev.slipway.slo.alerts.AlertSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What the portal relies on in whatever answers like a Prometheus, asked through the portal's own
/// adapter of a server that holds [ContractSeries] and evaluates the rule of [#ALERT]. Numbers in
/// names are those of the worked examples of the design (vectors 1, 3, 4, 5, 6 and 7).
public abstract class SliSourceContract {

  /// An alert that always fires, with one label and one annotation.
  public static final String ALERT = "ContractBurn";

  public static final String ALERT_QUERY = "vector(1) > 0";
  public static final Map<String, String> ALERT_LABELS = Map.of("sloth_severity", "page");
  public static final Map<String, String> ALERT_ANNOTATIONS = Map.of("summary", "Always on");

  private static final Instant END = ContractSeries.END;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Set<Duration> WINDOWS =
      Set.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          MONTH);
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private final PrometheusApi api = new PrometheusApi(true, InetAddress::getAllByName);
  private final SliSource source = new PrometheusSource(api);
  private final AlertSource alerts = new PrometheusAlerts(api);

  /// Where the server listens on loopback.
  protected abstract URI address();

  @Test
  void countsOfAMonthAreExactWithRateAndWithIncrease() {
    for (var function : List.of("rate", "increase")) {
      var readings = read(requests("steady", function));
      assertThat(readings.keySet()).isEqualTo(WINDOWS);
      var month = counted(readings, MONTH);
      same(month, 12_228, 25_920_000);
      var share = month.bad().divide(month.total(), DIGITS);
      close(share, "0.000471759259259");
      close(share.divide(new BigDecimal("0.001"), DIGITS), "0.47175925925925925");
      close(month.total().multiply(new BigDecimal("0.001")).subtract(month.bad()), "13692");
    }
  }

  @Test
  void aBurnThatBeganAnHourAgoIsCountedInEveryWindow() {
    var readings = read(requests("fastburn", "rate"));
    same(counted(readings, Duration.ofMinutes(5)), 90, 3000);
    same(counted(readings, Duration.ofMinutes(30)), 540, 18_000);
    same(counted(readings, Duration.ofHours(1)), 1080, 36_000);
    same(counted(readings, Duration.ofHours(2)), 1170, 72_000);
    same(counted(readings, Duration.ofHours(6)), 1170, 216_000);
    same(counted(readings, Duration.ofDays(1)), 1170, 864_000);
    same(counted(readings, Duration.ofDays(3)), 1170, 2_592_000);
    same(counted(readings, MONTH), 1170, 25_920_000);
  }

  @Test
  void aLatencyObjectiveCountsWhatIsSlowerAndNotWhatIsFaster() {
    var fast =
        "sum(rate("
            + ContractSeries.DURATIONS
            + "_bucket{job=\"latency\",le=\"0.2\"}[{{.window}}]))";
    var all = "sum(rate(" + ContractSeries.DURATIONS + "_count{job=\"latency\"}[{{ .window }}]))";
    same(counted(read(Indicator.events(fast, all)), MONTH), 41_904_000, 43_200_000);
    var slower = Indicator.events(all + " - " + fast + " # slower", all);
    same(counted(read(slower), MONTH), 1_296_000, 43_200_000);
  }

  @Test
  void silenceIsNoTrafficAndNotANumber() {
    var readings = read(requests("quiet", "rate"));
    for (var window : WINDOWS) {
      if (window.compareTo(Duration.ofDays(1)) <= 0) {
        assertThat(readings).containsEntry(window, new WindowReading.NoTraffic());
      }
    }
    same(counted(readings, Duration.ofDays(3)), 0, 86_400);
    same(counted(readings, MONTH), 12, 2_419_200);
  }

  @Test
  void aServiceThatNeverFailedHasTrafficAndNoSeriesOfErrors() {
    assertThat(read(requests("noerr", "rate")).get(MONTH))
        .isInstanceOfSatisfying(
            WindowReading.NoErrorSeries.class, reading -> same(reading.counts(), 0, 12_960_000));
  }

  @Test
  void eventsAreCountedWhereAMeanOfRatiosWouldMislead() {
    same(counted(read(requests("uneven", "rate")), MONTH), 1440, 34_646_400);
  }

  @Test
  void whatNobodyMeasuresIsNoDataInEveryWindow() {
    assertThat(read(requests("nobody", "rate")).values()).containsOnly(new WindowReading.NoData());
  }

  @Test
  void allWindowsEndAtTheInstantThatIsAsked() {
    var before = END.minus(Duration.ofDays(2));
    var readings = got(ask(requests("quiet", "rate"), before));
    same(counted(readings, Duration.ofMinutes(5)), 0, 300);
    same(counted(readings, Duration.ofDays(1)), 0, 86_400);
    assertThat(got(ask(requests("quiet", "rate"), END.plus(Duration.ofDays(60)))).values())
        .containsOnly(new WindowReading.NoData());
  }

  @Test
  void aRawRatioIsAShareAndWithoutTrafficNoValue() {
    var query = share("steady");
    assertThat(read(Indicator.rawRatio(query)).get(MONTH))
        .isInstanceOfSatisfying(
            WindowReading.Share.class, share -> close(share.ratio(), "0.000471759259259"));
    var quiet = read(Indicator.rawRatio(share("quiet")));
    assertThat(quiet).containsEntry(Duration.ofMinutes(5), new WindowReading.NoValue("NaN"));
    var endless = read(Indicator.rawRatio(counter("steady", "rate", "") + " / 0"));
    assertThat(endless).containsEntry(MONTH, new WindowReading.NoValue("+Inf"));
  }

  @Test
  void numbersThatAreNoCountsGiveTheirShareOnly() {
    var bad = "sum(count_over_time(http_requests_total{job=\"steady\",code=\"500\"}[{{.window}}]))";
    var all = "sum(count_over_time(http_requests_total{job=\"steady\"}[{{.window}}]))";
    assertThat(read(Indicator.events(bad, all)).get(Duration.ofHours(1)))
        .isInstanceOfSatisfying(WindowReading.Share.class, share -> close(share.ratio(), "0.5"));
    assertThat(got(hours(Indicator.events(bad, all), END.minus(MONTH), END))).isEmpty();
  }

  @Test
  void aWrongQueryIsRefusedAndNotTakenForAnOutage() {
    var good = counter("steady", "rate", "");
    for (var wrong :
        List.of(
            "sum(rate(http_requests_total{job=\"steady\"[{{.window}}]))",
            "rate(http_requests_total{job=\"steady\"})",
            "http_requests_total{job=\"steady\"} / on(env) http_requests_total{job=\"uneven\"}")) {
      assertThat(ask(Indicator.events(wrong, good), END))
          .isInstanceOfSatisfying(
              SliAnswer.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
    }
  }

  @Test
  void severalSeriesWhereOneIsMeantAreRefusedWithTheCure() {
    var bad = "rate(http_requests_total{job=\"steady\"}[{{.window}}])";
    assertThat(ask(Indicator.events(bad, counter("steady", "rate", "")), END))
        .isInstanceOfSatisfying(
            SliAnswer.Refused.class,
            refused -> assertThat(refused.reason()).contains("bad events", "sum("));
  }

  @Test
  void hoursAddUpToTheMonth() {
    var hours = got(hours(requests("steady", "rate"), END.minus(MONTH), END));
    assertThat(hours).hasSize(720);
    assertThat(hours.getFirst().hour()).isEqualTo(END.minus(MONTH));
    assertThat(hours.getLast().hour()).isEqualTo(END.minus(Duration.ofHours(1)));
    assertThat(hours).extracting(HourCounts::hour).isSorted();
    same(
        hours.stream().map(HourCounts::counts).reduce(Counts.NONE, Counts::plus),
        12_228,
        25_920_000);
    same(hours.getLast().counts(), 12, 36_000);
    same(hours.get(720 - 120).counts(), 60 * 60, 36_000);
  }

  @Test
  void anHourWithoutTrafficIsThereAndOneThatNobodyKnowsIsNot() {
    var quiet = got(hours(requests("quiet", "increase"), END.minus(Duration.ofHours(3)), END));
    assertThat(quiet).hasSize(3).allMatch(hour -> !hour.counts().hasTraffic());
    var healthy = got(hours(requests("noerr", "rate"), END.minus(Duration.ofHours(2)), END));
    healthy.forEach(hour -> same(hour.counts(), 0, 18_000));
    assertThat(healthy).hasSize(2);
    var early = END.minus(Duration.ofDays(31));
    assertThat(got(hours(requests("steady", "rate"), early, END.minus(MONTH)))).isEmpty();
  }

  @Test
  void aServerTellsItsVersionAndHowLongItRemembers() {
    var health = got(source.health(datasource()));
    assertThat(health.version()).isNotBlank();
    assertThat(health.retention()).isGreaterThanOrEqualTo(MONTH);
  }

  @Test
  void anAlertThatFiresIsTold() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(got(alerts.firing(datasource())))
                .filteredOn(each -> each.name().equals(ALERT) && each.state().equals("firing"))
                .singleElement()
                .satisfies(alert -> {
                  assertThat(alert.labels()).containsAllEntriesOf(ALERT_LABELS);
                  assertThat(alert.annotations()).containsAllEntriesOf(ALERT_ANNOTATIONS);
                  assertThat(alert.since()).isAfter(Instant.EPOCH);
                }));
  }

  @Test
  void aQueryIsWrittenAsTheServerWritesItOrRefused() {
    assertThat(got(source.format(datasource(), "sum( rate(  up[{{ .window }}]) )")))
        .isEqualTo("sum(rate(up[5m]))");
    assertThat(source.format(datasource(), "sum(up")).isInstanceOf(SliAnswer.Refused.class);
  }

  @Test
  void aServerTellsWhichBoundsAndNamesItHas() {
    var bounds = ContractSeries.DURATIONS + "_bucket{job=\"latency\"}";
    assertThat(got(source.values(datasource(), "le", bounds))).contains("0.1", "+Inf").hasSize(4);
    var names = "{__name__=~\"http_requests_total|nobody\"}";
    assertThat(got(source.values(datasource(), "__name__", names))).hasSize(1);
  }

  protected final SliDatasource datasource() {
    return new SliDatasource(
        UUID.nameUUIDFromBytes(new byte[1]), address(), null, null, null, null, true);
  }

  protected final SliAnswer<Map<Duration, WindowReading>> ask(Indicator indicator, Instant at) {
    return source.readings(datasource(), indicator, WINDOWS, at);
  }

  protected static Indicator requests(String job, String function) {
    return Indicator.events(counter(job, function, ",code=~\"5..\""), counter(job, function, ""));
  }

  private Map<Duration, WindowReading> read(Indicator indicator) {
    return got(ask(indicator, END));
  }

  private SliAnswer<List<HourCounts>> hours(Indicator indicator, Instant from, Instant to) {
    return source.hours(datasource(), indicator, from, to);
  }

  private static String share(String job) {
    return counter(job, "rate", ",code=~\"5..\"") + " / " + counter(job, "rate", "");
  }

  private static String counter(String job, String function, String more) {
    return "sum(%s(http_requests_total{job=\"%s\"%s}[{{.window}}]))".formatted(function, job, more);
  }

  private static Counts counted(Map<Duration, WindowReading> readings, Duration window) {
    var reading = Objects.requireNonNull(new TreeMap<>(readings).get(window));
    assertThat(reading).isInstanceOf(WindowReading.Counted.class);
    return ((WindowReading.Counted) reading).counts();
  }

  protected static <T> T got(SliAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    var got = (SliAnswer.Got<T>) answer;
    assertThat(got.warnings()).isEmpty();
    return got.value();
  }

  private static void same(Counts counts, long bad, long total) {
    close(counts.bad(), Long.toString(bad));
    close(counts.total(), Long.toString(total));
  }

  /// Within a billionth: a server computes with doubles.
  private static void close(BigDecimal found, String expected) {
    var number = new BigDecimal(expected);
    assertThat(found)
        .isCloseTo(number, Offset.offset(number.abs().multiply(new BigDecimal("1e-9"))));
  }
}
