package dev.muster.jdbi.tenant;

/**
 * A piece of SQL. Comments are none.
 *
 * @param kind what it is
 * @param text a name, folded; a symbol as it stands; nothing of a string or a parameter
 */
record Token(Kind kind, String text) {
  static final Token END = new Token(Kind.SYMBOL, "");

  /** What a piece is. A word is a keyword, a name or a number. */
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    PARAMETER,
    SYMBOL
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean isName(String name) {
    return isName() && text.equals(name);
  }
}
