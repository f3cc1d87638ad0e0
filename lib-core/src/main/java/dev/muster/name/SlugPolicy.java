package dev.muster.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The words and beginnings that no organization gets as its slug, since the host's own addresses or
 * people's trust hang on them. Pure data, immutable; safe for many threads, never blocks.
 *
 * <p>It is asked where a slug is given away, and never where one is looked up: a word that is
 * reserved later takes no slug away from who has it. A slug has folded letters only (see {@link
 * OrganizationSlug#fromDisplayName}), so a word in full-width letters is the word.
 */
public final class SlugPolicy {
  private static final List<String> STANDARD_WORDS =
      List.of(
          ("about abuse account accounts admin administrator all anonymous"
                  + " api app apps archive assets auth authorize billing blog"
                  + " callback cdn config contact create css dashboard default"
                  + " delete dev docs download edit email events everyone faq"
                  + " favicon feed feedback files health healthz help home host"
                  + " hostmaster images img index info internal invitation"
                  + " invitations invite invites legal localhost login logout mail"
                  + " member members metrics muster new news nobody none null oauth"
                  + " official oidc organization organizations owner owners"
                  + " password personal ping policy postmaster pricing privacy"
                  + " private profile public ready robots role roles root saml"
                  + " search security self server session sessions settings setup"
                  + " shop sign-in sign-out sign-up signin signout signup sitemap"
                  + " sso staff static status store support sys sysadmin system"
                  + " team teams tenant tenants terms token tokens undefined"
                  + " unknown update upload user username users verify version web"
                  + " webhook webhooks webmaster well-known workspace workspaces"
                  + " www")
              .split(" "));
  private static final List<String> STANDARD_PREFIXES = List.of("xn-", "muster-");
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9-]{1," + OrganizationSlug.MAX_LENGTH + "}");
  private static final SlugPolicy STANDARD = builder().build();
  private static final SlugPolicy NONE = builder().withoutStandard().build();

  private final Set<String> words;
  private final List<String> prefixes;

  private SlugPolicy(Set<String> words, List<String> prefixes) {
    this.words = words;
    this.prefixes = prefixes;
  }

  /**
   * The default: words that commonly are paths, hosts, roles or offices of a service, such as
   * {@code admin}, {@code api}, {@code login}, {@code support} and {@code www}, and the beginnings
   * {@code xn-} and {@code muster-}.
   *
   * @return the policy
   */
  public static SlugPolicy standard() {
    return STANDARD;
  }

  /**
   * Reserves nothing: for a host whose slugs stand beside none of its own addresses.
   *
   * @return the policy
   */
  public static SlugPolicy none() {
    return NONE;
  }

  /**
   * Starts a policy that reserves what {@link #standard()} does.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether an organization may get a slug.
   *
   * @param slug the slug
   * @return false if it is a reserved word or begins with a reserved prefix
   */
  public boolean allows(OrganizationSlug slug) {
    Objects.requireNonNull(slug, "slug");
    return !words.contains(slug.value()) && prefixes.stream().noneMatch(slug.value()::startsWith);
  }

  /**
   * Whether no prefix takes any slug that begins so.
   *
   * @param beginning the first characters of slugs to come
   * @return false if a prefix reserves all or some of them
   */
  public boolean allowsBeginning(String beginning) {
    Objects.requireNonNull(beginning, "beginning");
    return prefixes.stream()
        .noneMatch(prefix -> beginning.startsWith(prefix) || prefix.startsWith(beginning));
  }

  /** Collects words and prefixes; {@link #build()} reports every fault at once. */
  public static final class Builder {
    private final Set<String> words = new TreeSet<>(STANDARD_WORDS);
    private final Set<String> prefixes = new TreeSet<>(STANDARD_PREFIXES);
    private final List<String> faults = new ArrayList<>();

    private Builder() {}

    /**
     * Forgets the standard words and prefixes, and what was added before.
     *
     * @return this builder
     */
    public Builder withoutStandard() {
      words.clear();
      prefixes.clear();
      return this;
    }

    /**
     * Reserves a word.
     *
     * @param word 1 to 48 characters of {@code [a-z0-9-]}
     * @return this builder
     */
    public Builder reservedWord(String word) {
      return reserve(Objects.requireNonNull(word, "word"), "reserved word", words);
    }

    /**
     * Reserves words.
     *
     * @param words each as of {@link #reservedWord}
     * @return this builder
     */
    public Builder reservedWords(Set<String> words) {
      Objects.requireNonNull(words, "words").forEach(this::reservedWord);
      return this;
    }

    /**
     * Reserves every slug that begins so.
     *
     * @param prefix 1 to 48 characters of {@code [a-z0-9-]}
     * @return this builder
     */
    public Builder reservedPrefix(String prefix) {
      return reserve(Objects.requireNonNull(prefix, "prefix"), "reserved prefix", prefixes);
    }

    /**
     * Reserves beginnings.
     *
     * @param prefixes each as of {@link #reservedPrefix}
     * @return this builder
     */
    public Builder reservedPrefixes(Set<String> prefixes) {
      Objects.requireNonNull(prefixes, "prefixes").forEach(this::reservedPrefix);
      return this;
    }

    private Builder reserve(String text, String what, Set<String> reserved) {
      if (FORM.matcher(text).matches()) {
        reserved.add(text);
      } else {
        faults.add(
            what
                + " must have 1 to "
                + OrganizationSlug.MAX_LENGTH
                + " characters a-z, 0-9 and hyphens, but was "
                + Names.shown(text));
      }
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy, for many threads
     * @throws IllegalArgumentException naming every fault, if there is one
     */
    public SlugPolicy build() {
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "slug policy has " + faults.size() + " faults: " + String.join("; ", faults));
      }
      return new SlugPolicy(Set.copyOf(words), List.copyOf(prefixes));
    }
  }
}
