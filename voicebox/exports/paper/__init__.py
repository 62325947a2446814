"""A document for paper before any format: what the PDF pages and the built-in Word files share."""
