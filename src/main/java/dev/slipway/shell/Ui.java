package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Plural;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What templates may ask while they draw: `#ui`. Works in requests and in background rendering.
public class Ui {

  private static final Duration PROOF_MARGIN = Duration.ofSeconds(30);

  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

  private final Icons icons;
  private final Clock clock;
  private final ZoneId zone;

  Ui(Icons icons, Clock clock, ZoneId zone) {
    this.icons = icons;
    this.clock = clock;
    this.zone = zone;
  }

  public String icon(@Nullable String name) {
    return icons.href(name);
  }

  public Look look(@Nullable Object state) {
    return Look.of(state);
  }

  public String ago(@Nullable Instant moment) {
    return moment == null ? "never" : Times.relative(moment, clock.instant());
  }

  public String until(@Nullable Instant moment) {
    return moment == null ? "never" : Times.until(moment, clock.instant());
  }

  /// Milliseconds for which a weighty form may still be sent without a proof of who one is; less
  /// what typing and sending the last of it take.
  public long proofLeft(Actor actor) {
    return Math.max(0, actor.proofLeft(clock.instant()).minus(PROOF_MARGIN).toMillis());
  }

  /// How long until a moment, for something that ends then.
  public String left(Instant moment) {
    var left = Duration.between(clock.instant(), moment);
    return Times.duration(left.isNegative() ? Duration.ZERO : left);
  }

  public String full(@Nullable Instant moment) {
    return moment == null ? "" : Times.full(moment, zone);
  }

  public String clock(@Nullable Instant moment) {
    return moment == null ? "" : Times.clock(moment, zone);
  }

  public String duration(@Nullable Duration duration) {
    return duration == null ? "" : Times.duration(duration);
  }

  /// `1 restart`, `3 restarts`.
  public String count(long count, String one) {
    return Plural.of(count, one);
  }

  /// Class suffix of a diff line's sign.
  public String sign(char sign) {
    return switch (sign) {
      case '+' -> "add";
      case '-' -> "remove";
      default -> "keep";
    };
  }

  /// A text with its digests cut to what tells them apart at a glance.
  public String shortened(String text) {
    return DIGEST.matcher(text).replaceAll("$1…");
  }

  /// The same, with what differs from another line apart.
  public ChangedPart changed(String text, @Nullable String other) {
    return ChangedPart.of(shortened(text), other == null ? null : shortened(other));
  }

  /// The whole of a text that is shown shortened, or null.
  public @Nullable String whole(String text) {
    return DIGEST.matcher(text).find() ? text : null;
  }

  /// `PENDING_APPROVAL` becomes `pending-approval`.
  public String slug(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// `SCALE_TO_ZERO` becomes `Scale to zero`.
  public String words(Object constant) {
    String words = slug(constant).replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
