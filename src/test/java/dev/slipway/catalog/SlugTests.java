package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTests {

  @ParameterizedTest
  @CsvSource({
    "Student Service,student-service",
    "Ünïcode Café,unicode-cafe",
    "--a__b--,a-b",
    "Redis (cache),redis-cache",
    "日本,''",
  })
  void aNameBecomesTheNearestSlug(String name, String slug) {
    assertThat(Slug.from(name)).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", "a-", "a_b", "a b", "new", "é", "a/b", "a.b"})
  void whatDoesNotBelongInAnAddressIsRefused(String slug) {
    assertThat(Slug.fits(slug)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "redis", "quizmentor-redis", "v2", "newer"})
  void plainNamesFit(String slug) {
    assertThat(Slug.fits(slug)).isTrue();
  }
}
