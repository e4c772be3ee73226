"""The sitting, the history and the plans as pages for one person on their own machine: routes and templates.

What is asked, stored, scored and reported is that of `quiz`, `store`, `plans` and `report`; `sittings` and
`engine` are the only modules here that call them.
"""
