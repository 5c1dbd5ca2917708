"""A summary becomes the bytes of a post, and a post's bytes become readable again.

Read in this order:

    formats      the generators we publish to, and how a blog of each is recognised
    style        what an owner may choose about posts
    dialect      Markdown as the blog's generator reads it
    markdown     plain text into Markdown that reads back as that text
    guards       what would still act in Hugo or Jekyll
    frontmatter  strings into YAML that every reader takes for those strings
    description  the card's text, from the key points
    naming       what a post's file is called
    page         all of it through the templates, which are one folder for each generator
    read         any post's file, ours or not, into its parts
"""
