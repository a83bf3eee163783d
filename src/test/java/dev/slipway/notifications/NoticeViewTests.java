package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeViewTests {

  @Test
  void whatWhoAndWhyAreToldApart() {
    var notice =
        notice("Rollback started: vote in Production\nMira Okafor: Errors: 5 %\nsince noon");

    assertThat(notice.headline()).isEqualTo("Rollback started: vote in Production");
    assertThat(notice.who()).isEqualTo("Mira Okafor");
    assertThat(notice.reason()).isEqualTo("Errors: 5 %\nsince noon");
  }

  @Test
  void whatNobodySaidIsNotMadeUp() {
    assertThat(notice("Rollback started\nSlipway").who()).isEqualTo("Slipway");
    assertThat(notice("Rollback started\nSlipway").reason()).isEmpty();
    assertThat(notice("Rollback started").who()).isEmpty();
    assertThat(notice("Rollback started").headline()).isEqualTo("Rollback started");
  }

  private static NoticeView notice(String text) {
    return new NoticeView(new java.util.UUID(0, 1), text, "/", Instant.EPOCH, null);
  }
}
