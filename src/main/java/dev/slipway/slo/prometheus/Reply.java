package dev.slipway.slo.prometheus;

import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliAnswer.NoEntry;
import dev.slipway.slo.SliAnswer.Unavailable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// What one question brought.
///
/// @param answer `data` of the server's answer, or why there is none
/// @param heard who spoke
record Reply(SliAnswer<JsonNode> answer, Heard heard) {

  /// Who spoke decides what else is worth asking.
  enum Heard {
    /// The Prometheus itself, even if only to refuse.
    SERVER,
    /// The Prometheus itself, which has too much to do just now.
    BUSY_SERVER,
    /// Nobody in time, or somebody in between for whom the server took too long.
    LATE,
    /// Nobody, or somebody else.
    NOBODY
  }

  static Reply nobody(String why) {
    return new Reply(new Unavailable<>(why), Heard.NOBODY);
  }

  static Reply late(String why) {
    return new Reply(new Unavailable<>(why), Heard.LATE);
  }

  static Reply noEntry(String why) {
    return new Reply(new NoEntry<>(why), Heard.NOBODY);
  }

  /// Whether a second attempt may well end otherwise.
  boolean worthAnother() {
    return heard == Heard.LATE || heard == Heard.BUSY_SERVER;
  }

  /// Whether the server is there, so that parts of the question may be answered where the whole was
  /// not.
  boolean fromServer() {
    return heard == Heard.SERVER || heard == Heard.BUSY_SERVER;
  }

  boolean isGot() {
    return answer instanceof SliAnswer.Got;
  }

  /// The value made of `data`; an answer of another shape comes from no Prometheus.
  <T> SliAnswer<T> as(Function<JsonNode, T> reading) {
    return switch (answer) {
      case SliAnswer.Got<JsonNode>(var data, var warnings, var took) -> {
        try {
          yield new SliAnswer.Got<>(reading.apply(data), warnings, took);
        } catch (OddAnswer odd) {
          yield new Unavailable<>(odd.why());
        } catch (ManySeries many) {
          yield new SliAnswer.Refused<>(many.why());
        }
      }
      case SliAnswer.Refused<JsonNode>(var why) -> new SliAnswer.Refused<>(why);
      case NoEntry<JsonNode>(var why) -> new NoEntry<>(why);
      case Unavailable<JsonNode>(var why) -> new Unavailable<>(why);
    };
  }

  /// Without what a server may have repeated of the portal's credentials.
  Reply worded(UnaryOperator<String> words) {
    SliAnswer<JsonNode> worded =
        switch (answer) {
          case SliAnswer.Got<JsonNode>(var data, var warnings, var took) ->
              new SliAnswer.Got<>(data, warnings.stream().map(words).toList(), took);
          case SliAnswer.Refused<JsonNode>(var why) -> new SliAnswer.Refused<>(words.apply(why));
          case NoEntry<JsonNode>(var why) -> new NoEntry<>(words.apply(why));
          case Unavailable<JsonNode>(var why) -> new Unavailable<>(words.apply(why));
        };
    return new Reply(worded, heard);
  }
}
