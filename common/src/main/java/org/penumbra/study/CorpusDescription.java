package org.penumbra.study;

/**
 * A labelled corpus as its file describes it.
 *
 * @param name lower-case letters, digits, hyphens and underscores
 * @param uri path or URI of its JSON lines or Parquet
 * @param source where it can be had, for people
 * @param licence as its source states it
 * @param id column of the item's id
 * @param text column of the text
 * @param where SQL condition on the rows to take
 * @param label SQL expression of the reference label, 0 or 1; rows where it is null are left out
 * @param votes SQL expression of the answers: an array of (rater, answer), possibly empty
 * @param score SQL expression of a model's score, say LLM-0's, the higher the likelier positive;
 *     empty for none
 * @param roles who plays reference, expert and crowd
 */
public record CorpusDescription(
    String name,
    String uri,
    String source,
    String licence,
    String id,
    String text,
    String where,
    String label,
    String votes,
    String score,
    Roles.Rule roles) {}
