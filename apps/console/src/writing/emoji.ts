/**
 * Emoji that people at a desk use, each with the names they look for in pt-BR, English and Spanish.
 * A few, and no library: whoever wants another one has their system's picker.
 */
const TABLE = `
😀 sorriso grin sonrisa feliz happy|😃 alegre joy alegria|😄 risada smile risa|😁 sorrindo beaming|😅 suor alivio sweat alivio|😂 chorando de rir lol risas|🙂 leve sorriso slight sonrisa|😉 piscada wink guino|😊 feliz blush contento|😇 anjo angel|😍 apaixonado love enamorado|😘 beijo kiss beso|😋 delicia yum rico|😎 oculos cool gafas|🤔 pensando think pensando|😐 neutro neutral|😬 careta grimace mueca|😌 aliviado relieved aliviado|😴 sono sleep sueno|😷 mascara mask mascarilla|🤒 doente sick enfermo|🤗 abraco hug abrazo|🤩 estrelas starstruck|🥳 festa party fiesta|😢 triste sad triste|😭 chorando cry llorando|😡 raiva angry enojo|😱 susto scream susto|😳 corado flushed|🥺 por favor please|🙄 olhos roll ojos
👍 joia positivo ok thumbsup like bien|👎 negativo thumbsdown mal|👌 perfeito ok perfect|👏 palmas clap aplauso|🙌 viva hands celebrar|🙏 obrigado por favor pray gracias thanks|👋 oi tchau wave hola|🤝 acordo handshake acuerdo|💪 forca strong fuerza|✌️ paz peace paz|🤞 torcendo fingers suerte|👉 direita point right derecha|👇 abaixo down abajo|👆 acima up arriba|✍️ escrever write escribir|👀 olhos eyes ojos
❤️ coracao heart amor corazon love|💙 coracao azul blue heart|💚 coracao verde green heart|💛 coracao amarelo yellow heart|💜 coracao roxo purple heart|🧡 coracao laranja orange heart|💔 coracao partido broken|✨ brilho sparkles brillo|⭐ estrela star estrella|🔥 fogo fire fuego|🎉 parabens festa tada felicidades|🎂 bolo aniversario cake cumpleanos|🎁 presente gift regalo|🌹 rosa rose flor|🌞 sol sun|🌧️ chuva rain lluvia|☕ cafe coffee|🍕 pizza
✅ certo check feito hecho done|☑️ marcado checked|❌ errado x erro error|⚠️ atencao warning cuidado|❓ pergunta question duda|❗ exclamacao important importante|🚫 proibido forbidden prohibido|🔴 vermelho red rojo|🟡 amarelo yellow amarillo|🟢 verde green|🔵 azul blue|➡️ seta arrow flecha|⏳ espera aguarde wait espera|⏰ despertador alarme alarm|🕐 relogio clock hora|📅 data calendario calendar fecha
📦 pacote caixa entrega package paquete|🚚 entrega caminhao delivery truck envio|🏠 casa home|🏢 empresa predio office edificio|🏪 loja store tienda|🛒 carrinho compra cart carrito|💳 cartao card tarjeta|💰 dinheiro money dinero|💵 nota cash billete|🧾 recibo nota fiscal receipt|📄 documento boleto document|📎 anexo clipe attachment adjunto|📝 nota escrever memo|📌 fixado pin|📍 local endereco location lugar|📞 telefone phone telefono|📱 celular mobile movil|💻 computador laptop|📧 email correo|💬 mensagem chat mensaje|🔗 link enlace|🔒 cadeado seguro lock|🔑 chave key llave|🔧 ferramenta conserto wrench reparar|⚙️ configuracao gear ajustes|🔍 buscar lupa search|💡 ideia idea|🚀 foguete rocket cohete|📷 foto camera|🎧 fone headset audifonos|🎫 ingresso protocolo ticket|✈️ aviao plane viaje|🚗 carro car coche
`;

export interface Emoji {
  readonly character: string;
  /** The first names it; all find it. */
  readonly names: string;
}

export const EMOJI: readonly Emoji[] = TABLE.trim()
  .split(/[|\n]/)
  .map((entry) => {
    const [character = "", ...names] = entry.trim().split(" ");
    return { character, names: names.join(" ") };
  });
