{#- The day on which a story says what it says: its own date, or that of the document. Its `articles` may be missing (left join), `documents` may not. -#}
{% macro stated_on() -%}
coalesce(articles.article_date, documents.published_date)
{%- endmacro %}
