package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.FieldRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewAddressTests {

  @Test
  void filtersAreKeptAndWhereOneStoodInTheListIsNot() {
    var view = ViewAddress.parse("/?team=students&state=failed&q=a+b%26c&page=3&cursor=xyz&env=");
    assertThat(view.page()).isEqualTo(ViewedPage.MATRIX);
    assertThat(view.query()).isEqualTo("team=students&state=failed&q=a+b%26c");
    assertThat(ViewAddress.parse("/audit").query()).isEmpty();
  }

  @Test
  void objectivesAndHealthAreListsToKeepToo() {
    var objectives = ViewAddress.parse("/slo?state=freeze&team=quiz&cursor=xyz");
    assertThat(objectives.page()).isEqualTo(ViewedPage.OBJECTIVES);
    assertThat(objectives.query()).isEqualTo("state=freeze&team=quiz");
    assertThat(ViewAddress.parse("/health?state=failed").page()).isEqualTo(ViewedPage.HEALTH);
    assertThatThrownBy(() -> ViewAddress.parse("/slo/new")).isInstanceOf(FieldRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test/",
        "//evil.test/services",
        "/\\evil.test",
        "javascript:alert(1)",
        "/services/../sign-out",
        "/services/",
        "/plans/new?kind=rollout",
        "",
        "services?q=x"
      })
  void nothingElseCanBeKept(String address) {
    assertThatThrownBy(() -> ViewAddress.parse(address)).isInstanceOf(FieldRefused.class);
  }

  @Test
  void hostileValuesAreWrittenAnewAndLongOnesRefused() {
    assertThat(ViewAddress.parse("/services?q=%3Cscript%3E&x%0d%0aSet-Cookie=1&q=%zz").query())
        .isEqualTo("q=%3Cscript%3E");
    assertThat(ViewAddress.parse("/services?q=a\r\nLocation: x").query()).doesNotContain("\n");
    assertThatThrownBy(() -> ViewAddress.parse("/services?q=" + "x".repeat(700)))
        .isInstanceOf(FieldRefused.class)
        .hasMessageContaining("too long");
  }
}
