package org.penumbra.settings;

/**
 * How the labelling page treats the people who read its texts.
 *
 * @param contentWarning shown before the first text; null for the page's own
 * @param blur whether texts are blurred until asked for
 * @param breakAfter texts after which a break is proposed; 0 for never
 * @param breakMinutes minutes after which it is; 0 for never
 * @param passphraseFile file with the passphrase the page is encrypted with; null for none
 */
public record PageSettings(
    String contentWarning, boolean blur, int breakAfter, int breakMinutes, String passphraseFile) {

  static PageSettings read(SettingsReader reader) {
    return new PageSettings(
        reader.optionalText("page.content-warning"),
        reader.flag("page.blur"),
        reader.atLeast(0, "page.break-after"),
        reader.atLeast(0, "page.break-minutes"),
        reader.optionalText("page.passphrase-file"));
  }
}
