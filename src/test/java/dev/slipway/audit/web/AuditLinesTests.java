package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLinesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@x", "\t=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x"})
  void aCellThatBeginsLikeAFormulaIsText(String text) {
    assertThat(AuditLines.cell(text).replace("\"", "")).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1=1", "a word"})
  void anyOtherCellIsAsItIs(String text) {
    assertThat(AuditLines.cell(text).replace("\"", "")).isEqualTo(text);
  }
}
