"""English words that are no names, though a Korean engineer may write them in Latin script and with a capital.

A word list is a crutch: it only excuses ("Reasoning" need not have been said), it never accuses. Words that the talk
itself has in lower case need no list.
"""

import re

_WORDS = """
2d 3d 4d 5g a a/b ab able about above accept access according account accuracy acl across act action active activity
actual adapt adapter add additional address adopt adoption adr advance advanced advantage adversarial african after
again against agency agent agentic agi ahead ai aid aim air alert algorithm align alignment all allow almost along
already alternative always am american amount an analysis analyst analytics analyze and ann annotation annual anomaly
another answer any api apis app append application apply approach approval april ar architect architecture archive are
area argument arr array art article artifact asap ascii asi asian ask asr assert assessment asset assign assist
assistant ast async asynchronous attack attempt attention auc audience audio audit august auth authentication author
authorization auto automate automation autonomous autonomy autopilot availability available avatar avenue average
avoid aware b2b b2c ba back backbone backend background backlog backup bad balance band bandwidth bank bar base
baseline basic batch battery bdd be beam beat been before begin behavior behaviour being bench benchmark benefit bert
best beta better between bf16 bias big bill billboard billing binary bind bit bleu block blog blogs blueprint bm25
board body book boost boot bot bottleneck boulevard bound box bpo brain branch brand break breakpoint bridge brief
bring british broad browser bs btw budget buffer bug build builder building bundle business button buy by byte cache
caching calculate calendar call callback camera campaign can canary candidate canvas capability capacity capital card
care career case catalog category cause cd cdn cell center central ceo cfo chain challenge champion change channel
chaos chapter char character chart chat chatbot check checker checklist checkpoint chief chinese chip choice chunk
chunking ci circuit citation claim class classic classification classifier clean clear cli click client climate clip
clock clone close cloud cluster cms cnn code codebase coder coding cofound cofounder cognitive cold collaboration
collect collection column combine comma command comment commit common communication community company compare compass
competition compile compiler complete completion complex complexity compliance component compose compress compression
compute computer computing concept concurrency condition conference confidence config configuration confirm connect
connection connector consensus consistency console constant constraint consult consumer contact container content
context continual continue continuous contract contrast control controller conversation convert coo cook copilot copy
core corpus correct cost cot could count coupling course cover coverage coworker cpo cpu crawl crawler create creative
creator credential credit crescent critic critical crm cron cross crud csrf css csv cto culture curate curation
curriculum cursor custom customer cut cve cycle daemon dag daily dark dashboard data database dataset date day db dba
ddd dead deadline deal debate debug debugger debugging decay december decide decision deck decode decoder decoding
decomposition deep default define definition delay delegate delegation delete delivery demand demo density deploy
deployment depth design designer desktop detail detect detection detector deterministic dev develop developer
development device devops devrel devtool diagram dialog diff difference diffusion digital dimension direct direction
directory discover discovery discussion dispatch display distill distillation distribution diversity diy dl dns do
docs document documentation domain dot double down download dpo dr draft drift drive driven driver drop dual dump
durable dynamic e2e each early ease east easy echo ecommerce economy ecosystem edge edit editing editor education
effect effective efficiency effort eg elastic element elt email embed embedding emergent emoji emotion employee empty
enable encode encoder encoding encryption end endpoint energy engine engineer engineering english enough enrich
ensemble enter enterprise entity entropy entry environment eod episode equal equity era erp error escalation essay
estimate eta etc ethics etl eu eur european eval evaluate evaluation evaluator event evidence evolution evp exact
example exception exchange execute execution executive executor exit expand expansion expect experience experiment
expert explain explainability explicit exploit exploration explore explorer export expose express expression extend
extension extract extraction extreme eye f1 face fact factor factory fail failover failure fair faithfulness fake fall
fallback false family faq farm fast fat fault feature february federated feed feedback fetch few fiction field file
fill filter final finance find fine fire firewall first fit fix flag flash flat fleet flex flight floor flow flywheel
focus folder follow font food footprint for force foreground forest fork form formal format forward foss foundation
founder fp16 fp32 fp4 fp8 fps frame framework free freeze french frequency fresh friction friday friend from front
frontend frontier frontmatter full function functional fund funding fusion future fuzzy fyi gain game gan gap garbage
gate gateway gather gb gbp gdpr general generalist generalization generate generation generative generator genetic
german get ghz gif give global glossary gm go goal gold golden good govern governance gps gpu gpuless gradient grain
grammar grand graph green grid ground grounding group grow growth gtm guarantee guard guardrail guess gui guide
guideline h1 h2 hack hackathon hacker hacking had half hallucination hand handle handler handoff happy hard hardware
harm harness has hash have hdd he head header heading health heap heart heavy help her heuristic hidden hierarchical
hierarchy high hint hipaa his history hit hold home hook horizon host hosting hot hotfix hour house how hr html http
https hub human hybrid hyper hyperparameter hypothesis i i/o iaas iam icon id ide idea ideal identity idle ie if
ignore image imitation impact implement implementation implicit import improve improvement in inbox incident include
income increment independent index indexing indian indicator industry infer inference info information infra
infrastructure ingest ingestion inject injection inline inner innovation input insert insight inspect inspector
install instance instant instruct instruction instrument instrumentation int4 int8 integrate integration integrity
intel intelligence intelligent intent interaction interactive interest interface intermediate internal internet
interpret interpretability interpreter interrupt interview into intro introduction intuition invariant inventory
inverse invest investment invoke io iot ip ir is isbn isolation issue it item iterate iteration iterative its
jailbreak jailbreaking january japanese job join joint journal journey jpg js json jsonl judge judgement judgment july
jump june junior just kb keep kernel key keyboard keynote keyword kg kill kind kit kl knn knowledge korean kpi krw kv
la lab label labeling lake land landing language laptop large last late latency latent launch law layer layout lazy
lead leader leaderboard leadership leak lean learn learner learning leave led left legacy legal lesson level lever
leverage library license life lifecycle lifetime light like limit limitation line linear link lint linter list listen
lite literacy live llm llms load loader local locality location lock log logger logging logic logit logo long loop
loss lossless lot low lstm lte mac machine macro magic mail main mainframe maintain maintenance make maker manage
management manager manifest manual map mapper mapping march margin mark markdown market marketing marketplace mask
massive master match matcher math matrix max maximum may mb mba md mean measure measurement mechanism media medical
medium meet meeting meetup member memory mental mention menu merge merger mesh message messaging meta metadata method
metric mhz micro microservice mid middle middleware might migrate migration mind mini minimum minute mirror
misalignment mission mistake mix mixture ml mobile mock modal mode model modeling modern modular module moe moment
monad monday monitor monitoring monolith monorepo month more motion motor mouse move mp3 mp4 mr mrr mrs ms mse multi
multiagent multimodal multiplayer must mvp name namesake namespace nano narrative narrow native natural nda near need
negative ner nested net network neural new news next nfc nlg nlp nlu no node noise none norm normal normalization
nosql not note notebook notification novel november now npc npu null number ny nyc object objective observability
observation observe observer ocr october of off offer office offline offload ok okr old on onboarding once one online
only onprem ontology open operate operating operation operator opportunity optimal optimism optimization optimize
optimizer option or oracle orchestrate orchestration orchestrator order org organization origin original os oss other
our out outbound outcome outer outlier outline output outreach over overfit overfitting overhead overlap overview
owasp own owner ownership p2p p50 p90 p95 p99 paas pack package packaging page pain pair panel paper parallel
parallelism parameter parent parse parser parsing part partial partition partner partnership party pass passive
passkey patch path pattern pause pay payload payment pb pc pdf peak peer people per percent percentile perception
perfect performance permission persist persistence persistent person persona personal personalization perspective
phase phd phone phrase physical physics pick picture piece pii pilot pin pipe pipeline pivot pixel place plan planner
planning platform play playbook player playground plugin plus pm pmf png po poc pocket podcast point pointer policy
poll polling pool pop port portal position positive post poster postmortem postprocessing power ppo pr practice
practitioner prd precision predict prediction preference prefetch prefill prefix prem premium prep preparation
preprocessing present presentation pressure pretrain pretraining prevent preview price pricing primary prime primitive
principle print prior priority privacy private pro probability probe problem procedural process processing processor
produce producer product production productive productivity prof profile profiler profit program programmer
programming progress progressive project projection prompt prompting proof propagation property proposal propose
prototype provenance provide provider proxy prune pruning public publish pull pulse pure purpose push pxl q&a q1 q2 q3
q4 qa qps quality quantization quantize quantum query quest question queue quick quota qwerty r&d race rag ram random
range rank ranker ranking rate ratio raw rbac reach react reaction reactive read reader reading real reality realtime
reason reasoner reasoning recall recap receive recipe recognition recommend recommendation record recorder recording
recovery recruit recur recurring recursive red reduce reduction redundancy refactor refactoring reference refine
refinement reflect reflection refresh refusal regex region register registry regression regular regulation
reinforcement reject relation relationship relative release relevance relevant reliability reliable reload remember
remote remove render renderer rendering repeat replace replay replica replication reply repo report reporter
repository representation reproduce request require requirement rerank reranker reranking reroll rescue research
researcher reset resilience resolution resolve resource respond response responsibility rest result resume retail
retention retrain retrieval retrieve retriever retry return reusable reuse revenue reverse review reviewer revise
revision revolution reward rewrite rfc rfp rich right rigor risk rl rlhf rmse rnd rnn road roadmap roadshow robot
robotics robust robustness roc roi role rollback rollout rom room root rotate rouge round route router routing row rpa
rpm rps rrf rubric rule run runbook runner runtime saas safe safety sale sales sample sampler sampling sandbox
satellite saturday save scaffold scaffolding scalability scalable scale scaling scan scanner scenario schedule
scheduler schema science scientist scope score scorer scoring screen screenshot script scrum sdk search second secret
section secure security see seed segment segmentation select selection selector self semantic send senior sense sensor
sentence sentiment september sequence serial series serve server serverless service serving session set setting setup
severity sf sft shadow shall shape shard sharding share shared she shell shift ship shop short shot should show side
sidebar sidecar signal silicon silo similarity simple simulate simulation simulator single sink site situation size
sketch skill skin sla sleep sli slice slide slm slo slop slot slow small smart smoke snapshot snippet sns so soc
social soft software solo solution solve solver sort sota sound source space span spanish spark sparse sparsity
spatial spawn speak speaker spec special specialist specialization specific specification spectrum speculative speech
speed spend sphere spike spiral split spoken spot spread sprint sql ssd ssh ssl sso stability stable stack staff stage
stakeholder standard star start starter startup state stateful stateless statement static statistic status stay steady
stealth steering step stick sticky stop storage store story strategic strategy stream streaming street strength stress
strict string strong structure structured stt student studio study style subagent subject submit subscription subset
success suffix suggest suggestion suite summarization summarize summary summit sunday super superuser supervised
supervision supervisor supply support surface survey svg svm svp swap swarm sweep switch symbolic sync synchronous
syntax synthesis synthesizer synthetic system table tag tail take talent talk tangent target task taste tax taxonomy
tb tbd tco tcp tdd teach teacher team tech technical technique technology telemetry telephony tell temperature
template temporal tenant tensor term terminal test tester testing text tfidf than that the their them theme then
theorem theory these they thing think thinking this those thread threat threshold throttle throughput thursday ticket
tie tier tiling time timebox timeline timeout timestamp tip title tls to today token tokenization tokenizer tolerance
tool toolbox toolchain tooling toolkit top topic topology tot total touch tower tpm tps tpu trace tracer tracing track
tracker tracking trade tradeoff traffic train trainer training trait trajectory transaction transcript transcription
transfer transform transformation transformer transition translate translation translator transparency transport
travel trd tree trend triage trial trick trigger triple true truncation trust truth try ts tsv ttft ttl tts tuesday
tui tuning tunnel turbo turn tutor tutorial tv twin two type typing udp ui uk ultra un under unicode unified uniform
union unique unit unity universal unknown unlock unstructured unsupervised up update upgrade upload uptime uri url us
usa usability usage usb usd use user utf utility ux vae validate validation validator value variable variance variant
variety vc vector vendor venture verbose verification verifier verify version vertical via vibe video view viewer
virtual vision visual visualization visualizer vla vlm vlogs vm vocabulary voice volume vote vp vpn vr vs
vulnerability wait walk walkthrough wall wallet warehouse warm warning was waste watch watcher wave way we weak wealth
web webhook website wednesday week weight welcome well were west what when where which white whiteboard whitepaper
whole why wide widget width wifi wiki wild will win window winner wip wire wireframe wisdom with word work worker
workflow workforce workload workplace workshop workspace world worth would wrapper write writer writing wrong xl xml
xr xss yaml year yes yield you your zero zone zoom
"""

_COMMON = frozenset(_WORDS.split())
_WORDLIKE = re.compile(
    r"[a-z]{3,}(?:tion|sion|ness|ity|ment|able|ible|ism|ology|ography|ward|ship|less|ful|ing|ously|ously)s?"
)
_ENDINGS = re.compile(r"(?:'s|s|es|ed|ing|er|ers|ly|able|ability|ness|less|ful|ment|ments|al|ation|ization|ized?)$")


def is_common(word: str) -> bool:
    """Whether `word`, in any case and with a usual ending, is a word of the language or the field's shorthand.

    A word with hyphens is common when each of its parts is.
    """
    folded = word.casefold().replace("’", "'")
    parts = [part for part in re.split(r"[-_/&.]", folded) if part]
    return folded in _COMMON or (bool(parts) and all(_stem_is_common(part) for part in parts))


def _stem_is_common(word: str) -> bool:
    if word in _COMMON or word.isdigit() or _WORDLIKE.fullmatch(word):
        return True
    for prefix in ("un", "re", "non", "pre", "sub", "multi", "co", "de", "micro", "meta", "self", "auto"):
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in _COMMON:
            return True
    stem = _ENDINGS.sub("", word)
    if stem == word or len(stem) < 2:
        return False
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return bool({stem, f"{stem}e", doubled, f"{stem[:-1]}y"} & _COMMON)
