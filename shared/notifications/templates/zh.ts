import type { Template, TemplateName } from '../template.ts';

/** The messages in Chinese. */
export const zh: Readonly<Record<TemplateName, Template>> = {
  placed: {
    subject: '订单 {number} 已收到',
    paragraphs: [
      '{name}，您好：',
      '感谢您的订购！订单 {number}（合计 {total}）我们已收到，发货后会第一时间通知您。',
      '部分商品缺货，按您事先的同意改发其他商品，价格不高于原商品：{instead}',
      '随单赠品：{gifts}',
    ],
  },
  placed_to_pay: {
    subject: '订单 {number} 已收到',
    paragraphs: [
      '{name}，您好：',
      '感谢您的订购！订单 {number}（合计 {total}）我们已收到。',
      '部分商品缺货，按您事先的同意改发其他商品，价格不高于原商品：{instead}',
      '随单赠品：{gifts}',
      '待付金额：{due}。收到付款后我们会立即处理。',
    ],
  },
  confirmed: {
    subject: '订单 {number} 已确认',
    paragraphs: ['{name}，您好：', '订单 {number}（合计 {total}）已审核确认。'],
  },
  paid: {
    subject: '订单 {number} 付款成功',
    paragraphs: ['{name}，您好：', '订单 {number} 的付款已收到，谢谢！我们正在为您备货。'],
  },
  payment_reminded: {
    subject: '订单 {number} 等待付款',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 尚未付清，待付金额 {due}。',
      '商品为您保留至 {deadline}，逾期订单将自动取消。',
      '如您已付款，请忽略本邮件。',
    ],
  },
  partially_shipped: {
    subject: '订单 {number} 部分商品已发货',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 的部分商品已发出，其余商品将随后发出。',
      '快递单号：{tracking}',
    ],
  },
  shipped: {
    subject: '订单 {number} 已发货',
    paragraphs: ['{name}，您好：', '订单 {number} 已发货。', '快递单号：{tracking}'],
  },
  out_for_delivery: {
    subject: '订单 {number} 正在派送',
    paragraphs: ['{name}，您好：', '订单 {number} 正在派送，请留意查收。', '快递单号：{tracking}'],
  },
  delivered: {
    subject: '订单 {number} 已签收',
    paragraphs: ['{name}，您好：', '订单 {number} 已送达，希望您喜欢。', '如有任何问题，请直接回复本邮件。'],
  },
  completed: {
    subject: '订单 {number} 已完成',
    paragraphs: ['{name}，您好：', '订单 {number} 已完成，感谢您的惠顾！'],
  },
  cancelled: {
    subject: '订单 {number} 已取消',
    paragraphs: [
      '{name}，您好：',
      '订单 {number}（合计 {total}）已取消，不再发货。',
      '如您已付款，款项将原路退回。',
    ],
  },
  rejected: {
    subject: '订单 {number} 未能受理',
    paragraphs: [
      '{name}，您好：',
      '很抱歉，订单 {number}（合计 {total}）未能通过审核。',
      '如您已付款，款项将原路退回。',
    ],
  },
  refund_opened: {
    subject: '订单 {number} 退款中',
    paragraphs: ['{name}，您好：', '订单 {number} 的退款 {amount} 正在处理，将原路退回。'],
  },
  refunded: {
    subject: '订单 {number} 退款成功',
    paragraphs: ['{name}，您好：', '订单 {number} 的退款 {amount} 已退回。'],
  },
  ready_for_pickup: {
    subject: '您的订单 {number} 可以取货了',
    paragraphs: [
      '{name}，您好：',
      '您的订单 {number} 已备好，请到门店出示取货码：{pickupCode}',
      '我们为您保留至 {deadline}。',
    ],
  },
  pickup_reminded: {
    subject: '您的订单 {number} 还在等您取货',
    paragraphs: [
      '{name}，您好：',
      '您的订单 {number} 尚未取货，请到门店出示取货码：{pickupCode}',
      '我们为您保留至 {deadline}，请尽快取货。',
    ],
  },
  parcel_silent: {
    subject: '订单 {number} 的包裹正在查询',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 的包裹有一段时间没有物流更新，我们正在向承运商查询，并会尽快回复您。',
      '快递单号：{tracking}',
    ],
  },
  amended: {
    subject: '订单 {number} 已修改',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 已修改，修改后合计 {total}。',
      '部分商品缺货，按您事先的同意改发其他商品，价格不高于原商品：{instead}',
      '随单赠品：{gifts}',
      '待付金额：{owed}。',
      '收货地址：{address}',
      '如果不是您要求的修改，请直接回复本邮件。',
    ],
  },
  split: {
    subject: '订单 {number} 将分批发货',
    paragraphs: [
      '{name}，您好：',
      '为了让您尽早收到商品，我们已将订单 {number} 拆分，其余部分的订单号为：{orders}。',
      '您无需支付额外费用。',
    ],
  },
  merged: {
    subject: '您的订单已合并为 {number}',
    paragraphs: [
      '{name}，您好：',
      '我们已将您的订单 {orders} 与 {number} 合并，统一按订单 {number} 处理，合计 {total}。',
    ],
  },
  address_unclear: {
    subject: '请确认订单 {number} 的收货地址',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 的收货地址可能无法送达：',
      '{address}',
      '请直接回复本邮件告知完整地址，确认之前订单将暂缓处理。',
    ],
  },
  production_started: {
    subject: '订单 {number} 已开始定制',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 中为您定制的商品已开始制作：{work}。',
      '预计完成时间：{expected}。',
      '定制商品开始制作后无法像之前那样取消，敬请谅解。',
    ],
  },
  backordered: {
    subject: '订单 {number} 中有商品稍后到货',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 中的部分商品暂时缺货，我们已按下单顺序为您排队：{waits}',
      '预计到货时间：{expected}。',
      '商品到齐后，我们会立即通知您。',
    ],
  },
  backorder_delayed: {
    subject: '订单 {number} 的到货时间推迟',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 中您等待的商品（{waits}）将比此前告知的时间更晚到货。',
      '目前预计到货时间：{expected}。',
      '如果您不愿继续等待，请回复本邮件。',
    ],
  },
  backorder_filled: {
    subject: '订单 {number} 的商品已到齐',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 中您等待的商品已经到货，并已为您预留。',
      '尚待支付：{owed}。',
    ],
  },
  production_delayed: {
    subject: '订单 {number} 的完成时间有变',
    paragraphs: [
      '{name}，您好：',
      '订单 {number} 中为您定制的商品（{work}）预计完成时间变更为：{expected}。',
    ],
  },
  confirmation_asked: {
    subject: '请确认订单 {number}',
    paragraphs: [
      '{name}，您好：',
      '在继续处理订单 {number} 之前，请您确认：{steps}。',
      '请在 {deadline} 之前确认。',
    ],
  },
  production_requested: {
    subject: '定制任务：订单 {number}',
    paragraphs: ['{name} 的订单 {number} 含定制商品：{work}。', '预计完成时间：{expected}。'],
  },
  production_cancelled: {
    subject: '停止制作：订单 {number} 已取消',
    paragraphs: ['{name} 的订单 {number} 已取消，以下定制商品不再需要：{work}。'],
  },
  confirmation_overdue: {
    subject: '订单 {number} 等待确认已超时',
    paragraphs: [
      '{name} 的订单 {number}（合计 {total}）有事项未按时确认：{steps}。',
      '应在 {deadline} 之前确认。',
    ],
  },
  hold_overdue: {
    subject: '订单 {number} 挂起超时',
    paragraphs: [
      '{name} 的订单 {number}（合计 {total}）因{hold}挂起，未在期限内处理。',
      '原因：{reason}',
      '处理期限：{deadline}',
    ],
  },
  staff_notice: {
    subject: '请查看订单 {number}',
    paragraphs: ['{message}', '{name} 的订单 {number}，合计 {total}。', '触发规则：{rule}'],
  },
};
