package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Token.Kind;
import java.util.List;

/// The words of a query, read one after the other.
final class Tokens {

  private final String query;
  private final List<Token> all;
  private int at;

  Tokens(String query) {
    this.query = query;
    this.all = Lexer.tokens(query);
  }

  Token peek() {
    return all.get(at);
  }

  /// The one after the next.
  Token second() {
    return all.get(Math.min(at + 1, all.size() - 1));
  }

  Token next() {
    var token = all.get(at);
    at = Math.min(at + 1, all.size() - 1);
    return token;
  }

  boolean takeWord(String keyword) {
    var found = peek().isWord(keyword);
    if (found) {
      next();
    }
    return found;
  }

  boolean takeSign(String sign) {
    var found = peek().is(sign);
    if (found) {
      next();
    }
    return found;
  }

  void expect(String sign, String where) {
    if (!takeSign(sign)) {
      throw unexpected(where);
    }
  }

  Token expect(Kind kind, String where) {
    if (peek().kind() != kind) {
      throw unexpected(where);
    }
    return next();
  }

  long duration(String where) {
    var token = expect(Kind.DURATION, where);
    try {
      return Words.duration(token.text());
    } catch (IllegalArgumentException wrong) {
      throw wrongAt(token.position(), String.valueOf(wrong.getMessage()));
    }
  }

  WrongQuery unexpected(String where) {
    return wrong("unexpected " + peek().shown() + (where.isEmpty() ? "" : " " + where));
  }

  WrongQuery wrong(String what) {
    return wrongAt(peek().position(), what);
  }

  WrongQuery wrongAt(int position, String what) {
    return WrongQuery.at(query, position, what);
  }
}
