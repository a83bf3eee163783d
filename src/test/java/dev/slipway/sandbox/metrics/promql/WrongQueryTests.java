package dev.slipway.sandbox.metrics.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.metrics.RegularSeries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused, in which words, and what somebody who means ill cannot do.
class WrongQueryTests {

  private static final List<Series> SERIES =
      List.of(
          new RegularSeries(
              Labels.of("seen", Map.of("text", "a".repeat(40))), 0, 60_000, 100_000, i -> i));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 1:1: parse error: no expression found in input",
        "sum(rate(x[5m]) | 1:16: parse error: unexpected end of input in aggregation",
        "x[5m | parse error: unexpected end of input in range selector",
        "x[5] | parse error: unexpected number \"5\" in subquery or range selector",
        "x[0s] | parse error: duration must be greater than 0",
        "x[5m5] | parse error: bad number or duration syntax",
        "rate(x) | parse error: expected type range vector in call to function \"rate\", got instant vector",
        "rate(x[5m], 1) | parse error: expected 1 argument(s) in call to \"rate\", got 2",
        "sum(x[5m]) | parse error: expected type instant vector in aggregation expression, got range vector",
        "holt_winters(x[5m], 1, 1) | parse error: unknown function with name \"holt_winters\"",
        "{} | parse error: vector selector must contain at least one non-empty matcher",
        "{a=~\".*\"} | parse error: vector selector must contain at least one non-empty matcher",
        "x{__name__=\"y\"} | parse error: metric name must not be set twice",
        "x{a=~\"(\"} | parse error: error parsing regexp",
        "x{a=~\"(?=a)b\"} | parse error: error parsing regexp: invalid or unsupported Perl syntax",
        "x{a=1} | parse error: unexpected number \"1\" in label matching, expected string",
        "x{1=\"a\"} | parse error: unexpected number \"1\" in label matching, expected label",
        "x{a=\"b | parse error: unterminated quoted string",
        "1 > 2 | parse error: comparisons between scalars must use BOOL modifier",
        "1 or x | parse error: set operator \"or\" not allowed in binary scalar expression",
        "x + bool y | parse error: bool modifier can only be used on comparison operators",
        "x[5m] + 1 | parse error: binary expression must contain only scalar and instant vector types",
        "sum(x)[5m] | parse error: ranges only allowed for vector selectors",
        "sum(x) offset 5m | parse error: offset modifier must be preceded by",
        "x * on (a) group_left y | parse error: group_left is not evaluated by this server",
        "x @ 5 | parse error: the @ modifier is not evaluated by this server",
        "x y | parse error: unexpected identifier \"y\"",
        "x ; y | parse error: unexpected character: ';'",
      })
  void aWrongQueryIsRefusedInTheWordsOfPrometheus(String query, String message) {
    assertThatThrownBy(() -> Query.parse(query))
        .isInstanceOf(WrongQuery.class)
        .hasMessageContaining(message);
  }

  @Test
  void thePlaceOfAFaultIsTold() {
    assertThatThrownBy(() -> Query.parse("sum(\n  rate(x))")).hasMessageStartingWith("2:3: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sum( rate (x{ a = \"b\",c!='d' } [ 5m ] ) )by(c,d) | sum by (c, d) (rate(x{a=\"b\",c!=\"d\"}[5m]))",
        "1-( x offset  90m )/ignoring(le)y # why | 1 - (x offset 1h30m) / ignoring (le) y",
        "max_over_time(timestamp(x)[1h:1m]) | max_over_time(timestamp(x)[1h:1m])",
        "x[30d] | x[30d]",
        "x[28d] | x[4w]",
        "-x ^ 2 > bool 0.001 | -x ^ 2 > bool 0.001",
      })
  void aQueryIsWrittenInOneWayAndThatMeansTheSame(String query, String text) {
    var parsed = Query.parse(query);
    assertThat(parsed.text()).isEqualTo(text);
    assertThat(Query.parse(text).text()).isEqualTo(text);
  }

  @Test
  void aQueryIsNeitherDeepNorLong() {
    assertThatThrownBy(() -> Query.parse("(".repeat(20_000) + "1" + ")".repeat(20_000)))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Query.parse("-".repeat(20_000) + "1"))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Query.parse("1" + "+1".repeat(20_000)))
        .hasMessageContaining("more than 300 operators");
    assertThatThrownBy(() -> Query.parse("x" + " ".repeat(70_000)))
        .hasMessageContaining("longer than 64000 characters");
    assertThatThrownBy(() -> Query.parse("sum(".repeat(20_000) + "x"))
        .isInstanceOf(WrongQuery.class);
  }

  @Test
  void aRegularExpressionComesToAnEnd() {
    var query = Query.parse("seen{text=~\"(.*a){12}b\"}");
    assertThatThrownBy(() -> query.at(() -> SERIES, 60_000, 10_000))
        .isInstanceOf(QueryFailed.class)
        .hasMessageContaining("too many steps");
  }

  @Test
  void aLabelDoesNotGrowWithoutEnd() {
    var grown = "seen";
    for (var i = 0; i < 30; i++) {
      grown = "label_replace(" + grown + ", \"text\", \"$1$1\", \"text\", \"(.*)\")";
    }
    var query = Query.parse(grown);
    assertThatThrownBy(() -> query.at(() -> SERIES, 60_000, 10_000))
        .hasMessageContaining("at most 1000 characters");
  }

  @Test
  void workIsBounded() {
    var heavy = Query.parse("sum_over_time(sum_over_time(seen[60d])[60d:10m])");
    assertThatThrownBy(() -> heavy.at(() -> SERIES, 5_000_000_000L, 10_000))
        .isInstanceOfSatisfying(
            QueryFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(QueryFailed.Why.EXECUTION));
    assertThatThrownBy(() -> heavy.at(() -> SERIES, 5_000_000_000L, 0))
        .isInstanceOfSatisfying(
            QueryFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(QueryFailed.Why.TIMEOUT));
    var fine = Query.parse("max_over_time(seen[30d:1s])");
    assertThatThrownBy(() -> fine.at(() -> SERIES, 5_000_000_000L, 10_000))
        .hasMessageContaining("at most 11000 steps");
  }

  @Test
  void moreThanElevenThousandPointsAreRefused() {
    var query = Query.parse("seen");
    assertThat(query.over(() -> SERIES, 0, 11_000_000, 1_000, 10_000).getFirst().size())
        .isEqualTo(11_001);
    assertThatThrownBy(() -> query.over(() -> SERIES, 0, 11_001_000, 1_000, 10_000))
        .isInstanceOf(WrongQuery.class)
        .hasMessageContaining("exceeded maximum resolution of 11,000 points");
    assertThatThrownBy(() -> Query.parse("seen[5m]").over(() -> SERIES, 0, 1, 1, 10_000))
        .hasMessageContaining("invalid expression type \"range vector\" for range query");
  }
}
