"""Any prompt pack as a booklet on paper: pictures to point at, circle or colour."""
