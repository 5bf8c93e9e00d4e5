//! A scripted SMTP server: it takes letters, and refuses, stalls or hangs up exactly where a test says so.
//!
//! One act is used up per delivery; when none is left it accepts. It records what it took, and that is what a
//! relay would have passed on: also a letter after whose final dot it hung up before answering.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Hello,
    SignIn,
    Sender,
    Recipient,
    Data,
    /// While the letter's lines are arriving.
    InsideLetter,
    /// After the final dot.
    FinalDot,
}

#[derive(Debug, Clone, Copy)]
pub enum Act {
    Accept,
    Answer(Stage, &'static str),
    HangUp(Stage),
    Silence(Stage),
    /// Accepts, but takes this long before each answer.
    Slow(Duration),
}

#[derive(Debug, Clone)]
pub struct Taken {
    pub sender: String,
    pub recipient: String,
    pub message_id: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
pub struct Sink {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Act>,
    taken: Vec<Taken>,
    connections: usize,
    offers: Vec<&'static str>,
}

impl Sink {
    pub async fn start(script: impl IntoIterator<Item = Act>) -> Self {
        Self::offering(script, vec![]).await
    }

    /// `offers` are the extensions named after EHLO.
    pub async fn offering(script: impl IntoIterator<Item = Act>, offers: Vec<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = State { script: script.into_iter().collect(), offers, ..State::default() };
        let sink = Self { port, state: Arc::new(Mutex::new(state)) };
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().converse(stream));
            }
        });
        sink
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    pub async fn wait_for(&self, count: usize, patience: Duration) -> bool {
        let until = tokio::time::Instant::now() + patience;
        while self.taken().len() < count {
            if tokio::time::Instant::now() > until {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        true
    }

    async fn converse(self, stream: TcpStream) {
        self.state.lock().unwrap().connections += 1;
        let (read, write) = stream.into_split();
        let mut talk = Talk {
            sink: self,
            lines: BufReader::new(read).lines(),
            write,
            sender: String::new(),
            recipient: String::new(),
            act: Act::Accept,
        };
        // The error is a hang-up, ours or theirs; either ends the conversation.
        let _ = talk.run().await;
    }
}

struct Talk {
    sink: Sink,
    lines: Lines<BufReader<OwnedReadHalf>>,
    write: OwnedWriteHalf,
    sender: String,
    recipient: String,
    act: Act,
}

type Spoken = Result<(), HungUp>;
struct HungUp;

impl Talk {
    async fn run(&mut self) -> Spoken {
        self.take_early_act(Stage::Greeting);
        self.answer(Stage::Greeting, "220 sink.test ESMTP").await?;
        while let Ok(Some(line)) = self.lines.next_line().await {
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => self.hello().await?,
                "AUTH" => {
                    self.take_early_act(Stage::SignIn);
                    self.answer(Stage::SignIn, "235 2.7.0 welcome").await?;
                }
                "MAIL" => {
                    self.act = self.next_act();
                    self.sender = between_brackets(&line);
                    self.answer(Stage::Sender, "250 2.1.0 sender ok").await?;
                }
                "RCPT" => {
                    self.recipient = between_brackets(&line);
                    self.answer(Stage::Recipient, "250 2.1.5 recipient ok").await?;
                }
                "DATA" => self.data().await?,
                "QUIT" => {
                    self.say("221 bye").await?;
                    return Err(HungUp);
                }
                _ => self.say("250 ok").await?,
            }
        }
        Ok(())
    }

    async fn hello(&mut self) -> Spoken {
        self.take_early_act(Stage::Hello);
        let offers = self.sink.state.lock().unwrap().offers.clone();
        for offer in offers {
            self.say(&format!("250-{offer}")).await?;
        }
        self.answer(Stage::Hello, "250 8BITMIME").await
    }

    async fn data(&mut self) -> Spoken {
        if let Act::Answer(Stage::Data, text) = self.act {
            return self.say(text).await;
        }
        self.answer(Stage::Data, "354 go on").await?;
        let mut letter = String::new();
        while let Ok(Some(line)) = self.lines.next_line().await {
            if line == "." {
                return self.end_of_letter(letter).await;
            }
            match self.act {
                Act::HangUp(Stage::InsideLetter) => return Err(HungUp),
                Act::Silence(Stage::InsideLetter) => return self.stay_silent().await,
                _ => {}
            }
            letter.push_str(line.strip_prefix('.').unwrap_or(&line));
            letter.push_str("\r\n");
        }
        Ok(())
    }

    async fn end_of_letter(&mut self, letter: String) -> Spoken {
        // A relay that answers with an error has not taken the letter; one that vanishes may have.
        if !matches!(self.act, Act::Answer(Stage::FinalDot, _)) {
            let taken = Taken {
                sender: self.sender.clone(),
                recipient: self.recipient.clone(),
                message_id: header(&letter, "message-id"),
                bytes: letter.into_bytes(),
            };
            self.sink.state.lock().unwrap().taken.push(taken);
        }
        self.answer(Stage::FinalDot, "250 2.0.0 queued as A1B2").await
    }

    fn next_act(&self) -> Act {
        self.sink.state.lock().unwrap().script.pop_front().unwrap_or(Act::Accept)
    }

    /// Acts before MAIL belong to a connection; they are used up only where they apply.
    fn take_early_act(&mut self, stage: Stage) {
        let mut state = self.sink.state.lock().unwrap();
        let applies = matches!(state.script.front(),
            Some(Act::Answer(at, _) | Act::HangUp(at) | Act::Silence(at)) if *at == stage);
        self.act = if applies { state.script.pop_front().unwrap() } else { Act::Accept };
    }

    async fn answer(&mut self, stage: Stage, usual: &str) -> Spoken {
        match self.act {
            Act::Answer(at, text) if at == stage => {
                self.say(text).await?;
                if text.starts_with("421") { Err(HungUp) } else { Ok(()) }
            }
            Act::HangUp(at) if at == stage => Err(HungUp),
            Act::Silence(at) if at == stage => self.stay_silent().await,
            Act::Slow(pause) => {
                tokio::time::sleep(pause).await;
                self.say(usual).await
            }
            _ => self.say(usual).await,
        }
    }

    async fn stay_silent(&mut self) -> Spoken {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        Err(HungUp)
    }

    async fn say(&mut self, text: &str) -> Spoken {
        self.write.write_all(format!("{text}\r\n").as_bytes()).await.map_err(|_| HungUp)
    }
}

fn between_brackets(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

/// The value of an unfolded header, as relays log it.
fn header(letter: &str, name: &str) -> String {
    letter
        .lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| {
            let (left, right) = line.split_once(':')?;
            left.eq_ignore_ascii_case(name).then(|| right.trim().to_owned())
        })
        .unwrap_or_default()
}
