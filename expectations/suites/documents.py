"""What must be true of documents, their text, their articles, and of what was left out of them."""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Suite, among, between, holds, matches, ordered, present, unique

DOCUMENTS = Suite(
    table="marts.dim_document",
    where="Look it up in marts.dim_document by file_name.",
    shown=("document_id", "file_name"),
    query="""
        select
            documents.document_id, documents.file_name, documents.source_id, documents.sha256, documents.media_type,
            documents.published_date_basis,
            documents.byte_count::double as byte_count,
            documents.char_count::double as char_count,
            documents.char_count = length(texts.text) as count_is_right,
            texts.document_id is not null as has_text,
            documents.published_date::timestamp as published_date,
            year(documents.published_date)::double as published_year,
            documents.received_at, documents.last_received_at,
            documents.published_date <= documents.last_received_at::date + 1 as published_before_received,
            documents.duplicate_of is null or originals.document_id is not null as original_exists,
            originals.duplicate_of is null as original_is_original
        from marts.dim_document as documents
        left join marts.document_text as texts using (document_id)
        left join marts.dim_document as originals on documents.duplicate_of = originals.document_id
    """,
    rules=(
        unique(["document_id"], "A document stands twice, so its claims are counted twice. Look at the batches under staging/documents."),
        present("file_name", "A document without a file name cannot be found again. Look at its receipt under landing/receipts."),
        present("source_id", "A document without a source. Look at its receipt under landing/receipts."),
        matches(
            "sha256",
            "^[0-9a-f]{64}$",
            "sha256 is a digest",
            "Not a SHA-256: the bytes cannot be found in landing/objects. Look at the document's receipt.",
        ),
        holds("has_text", "its text is kept", "A document without a row in marts.document_text: no evidence can be shown."),
        holds(
            "count_is_right", "char_count is the text's length", "char_count and the text differ: spans may point elsewhere. Read it again."
        ),
        between("byte_count", 1, 100_000_000, "size is plausible", "An empty or huge document got past landing.", WARNING),
        between("char_count", 1, None, "text is not empty", "A document was read to nothing at all; it belongs in quarantine.", WARNING),
        between(
            "published_year",
            1990,
            2060,
            "published in our time",
            "A publication date outside 1990..2060: a number was read as a date.",
            WARNING,
        ),
        holds(
            "published_before_received",
            "published before it was received",
            "A document dated after the day it was received: its date is wrong, and 今年 with it.",
            WARNING,
        ),
        among(
            "published_date_basis", ("metadata", "text", "url", "file_name", "dateline"), "A publication date of unknown origin.", WARNING
        ),
        ordered(
            "received_at",
            "last_received_at",
            "received in order",
            "A document was last received before it was first received. Look at its receipt.",
        ),
        holds("original_exists", "a duplicate has its original", "duplicate_of points to a document that is not there."),
        holds(
            "original_is_original", "an original is no duplicate", "duplicate_of points to a duplicate: its claims would support nothing."
        ),
    ),
)

TEXTS = Suite(
    table="marts.document_text",
    shown=("document_id",),
    query="select document_id, not contains(text, chr(65533)) as is_decoded, length(trim(text)) > 0 as has_words from marts.document_text",
    rules=(
        unique(["document_id"], "A document has two texts, so spans are ambiguous. Look at document_text.sql."),
        holds(
            "is_decoded",
            "text is decoded",
            "A text holds U+FFFD: it was decoded with the wrong encoding. Look at encoding in marts.dim_document.",
            WARNING,
        ),
        holds(
            "has_words",
            "text has words",
            "A text of nothing but blanks: the reader found no content. Look at the document's media type.",
            WARNING,
        ),
    ),
)

REJECTIONS = Suite(
    table="marts.document_rejections",
    shown=("document_id", "reason"),
    query="select document_id, reason, number_count::double as number_count from marts.document_rejections",
    rules=(
        unique(["document_id", "reason"], "A reason is counted twice for a document. Look at stg_rejections.sql."),
        between(
            "number_count", 0, None, "a count is not negative", "A negative count of numbers left out. Look at the document's rejections."
        ),
    ),
)

ARTICLES = Suite(
    table="marts.dim_article",
    shown=("article_id", "document_id"),
    query="""
        select
            articles.article_id, articles.document_id,
            articles.char_start::double as char_start,
            articles.char_end::double as char_end,
            length(texts.text)::double as text_length,
            year(articles.article_date)::double as article_year,
            regions.region_code is not null or articles.region_code is null as region_is_known
        from marts.dim_article as articles
        left join marts.document_text as texts using (document_id)
        left join marts.dim_region as regions on articles.region_code = regions.region_code and articles.region_name = regions.region_name
    """,
    rules=(
        unique(["article_id"], "Two articles share an identifier: claims would hang on both. Look at the articles of the two documents."),
        present("text_length", "An article of a document without text. Look at the batches under staging/extracted."),
        between(
            "char_start",
            0,
            None,
            "span starts inside the text",
            "An article starts before its text. Look at marts.dim_article and marts.document_text.",
        ),
        ordered("char_start", "char_end", "span is in order", "An article ends before it starts. Look at marts.dim_article."),
        ordered(
            "char_end",
            "text_length",
            "span ends inside the text",
            "An article ends behind its text. Look at marts.dim_article and marts.document_text.",
        ),
        between(
            "article_year",
            1949,
            2060,
            "dated in our time",
            "An article's date outside 1949..2060, and 今年 with it. Look at its dateline.",
            WARNING,
        ),
        holds(
            "region_is_known",
            "region is in the gazetteer",
            "An article of a region that regions.csv does not list. Add it, or mend the article's region.",
            WARNING,
        ),
    ),
)
