package dev.muster.jdbi.tenant;

import java.util.List;

/** The tokens of a statement, to be looked at from any side without running off its ends. */
record SqlWords(List<Token> tokens) {
  int size() {
    return tokens.size();
  }

  Token at(int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index) : Token.END;
  }

  /** The index before a name and what qualifies it. */
  int before(int name) {
    int i = name - 1;
    while (at(i).is(".") && at(i - 1).isName()) {
      i -= 2;
    }
    return i;
  }

  /** The index of the name that a qualified name ends with. */
  int nameFrom(int start) {
    int i = start;
    while (at(i).isName() && at(i + 1).is(".")) {
      i += 2;
    }
    return i;
  }

  /** The index of the parenthesis that closes this one, or of the end. */
  int closing(int open) {
    int depth = 0;
    for (int i = open; i < size(); i++) {
      if (at(i).is("(")) {
        depth++;
      } else if (at(i).is(")")) {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return size();
  }
}
