from pathlib import Path
import tempfile, json, time
from tests.bench import corpus, extraction
with tempfile.TemporaryDirectory() as d:
    c=corpus.take(corpus.DEFAULT_FOLDER, Path(d)); print(c.landed.height,c.utf8_bytes,c.set_aside)
    t=time.time()
    r=extraction.measure(c, lambda s: print(round(time.time()-t,1),s))
    print(json.dumps(r,indent=0))
